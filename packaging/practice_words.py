"""The made-up people, places and prices of the practice company."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What a category is spent on: merchants, and the usual span in minor units."""

    low: int
    high: int
    merchants: tuple[str, ...]
    tax: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that one company's ordinary reports are written with."""

    people: tuple[str, ...]
    approvers: tuple[str, ...]
    domain: str
    costs: dict[str, Cost]
    levels: tuple[tuple[str, ...], ...]
    abroad: dict[str, tuple[int, tuple[str, ...]]]
    names: tuple[str, ...]
    odd_names: tuple[str, ...]
    entities: bool


_VOLUNTEERS = (
    "Volunteer expenses: travel, meals, childcare, protective clothing"
    " and anything else paid on our behalf"
)
_GRANTS = (
    "Neighbourhood grants round 4: lunch clubs, repair cafés, tool libraries"
    " & walking groups (2026-2028)"
)

QUILLMERE = Words(
    people=(
        "Imogen Tarrow",
        "Dev Ashpole",
        "Nia Cranleigh-Moss",
        "Tomasz Wierzba",
        "Bríd O'Lunny",
        "Esme Quarrell",
        "Oluwaseun Adefela",
        "Rhys Pendarrow",
        "Marguerite de la Tourelle-Hawksworth",
        "José Ñáñez Pedrera",
        "Ida Bjørnhaug",
        "Kit Sallow",
    ),
    approvers=("Harriet Dunmallow", "Col Vastern"),
    domain="example.org",
    costs={
        "Travel: Rail": Cost(640, 14850, ("Station ticket office", "Fenline Trains")),
        "Travel: Taxis": Cost(550, 4200, ("Northgate Taxis", "City Cabs (cash)")),
        "Travel: Mileage": Cost(360, 9900, ("Own car, 45p a mile", "Own bicycle")),
        "Travel: Overseas": Cost(4500, 38900, ("Ferry desk", "Airport coach")),
        "Hotels and subsistence": Cost(
            890, 23500, ("The Fox & Hounds", "Harbour Inn", "Station  Buffet")
        ),
        "Q&A events": Cost(1500, 26000, ("Town Hall", 'The "Green Room"')),
        'Books "for loan"': Cost(699, 6400, ("Corner Bookshop", "Second Shelf")),
        "Office  supplies": Cost(199, 8800, ("Paper & Pen", "Ink\\Toner Direct")),
        "Software < £100": Cost(599, 9900, ("Form builder", "Online survey tool")),
        "Phone & internet": Cost(1000, 5200, ("Mobile top-up", "Broadband")),
        "Postage": Cost(85, 3900, ("Post office counter",)),
        "Venue hire": Cost(2500, 42000, ("Village hall", "St. Brannoc's Rooms")),
        _VOLUNTEERS: Cost(300, 5400, ("Paid to a volunteer", "Lunch club")),
        "Hospitality": Cost(420, 9600, ("Blue Kettle Café", "Bäckerei am Eck")),
        "Training": Cost(4500, 36000, ("First aid course", "Safeguarding, level 2")),
        "Printing \\ copying": Cost(250, 18500, ("Copy <Shop>", "Quick Print")),
        "Small equipment": Cost(1999, 24900, ("Tool hire", "Hardware store")),
        "Leaflets & posters (old name: Publicity)": Cost(1200, 15500, ("Quick Print",)),
    },
    levels=(
        (
            "Advice",
            "Community",
            "Fundraising",
            "Head office",
            "Research & Data",
            "Volunteers",
            "Youth  Work",
        ),
        (
            "",
            "",
            "Bridge House",
            "Café Étoile",
            "Energy: home visits",
            "Ålesund exchange",
            "Gardener's yard",
            'The "Open Door"',
            "North\\South",
            "Winter warmth 2026/27",
            "数字技能 Digital skills",
            "R&amp;D (web form)",
            "Print &copy shop",
            _GRANTS,
        ),
    ),
    abroad={
        "EUR": (8615, ("Brasserie du Port", "Gare centrale")),
        "NOK": (736, ("Fjordbyen Kafé", "Havneveien Hotell")),
        "JPY": (51, ("駅前食堂", "Conference centre")),
    },
    names=(
        "{month} expenses",
        "{month} {year}",
        "{first}: {month} travel",
        "Charity card {month}",
        "Home visits, {month}",
        "Workshop and Q&A, {month}",
        "Volunteers' lunch club {month}",
    ),
    odd_names=(
        "  Expenses   with  spaces  ",
        'The "Open Door" — opening night',
        "Copies from C:\\Shared\\Forms\\2026",
        "Ålesund → Bergen → home ✈ & back",
        "Größe, café, naïve, Łódź, Ŋ, 東京, العربية",
        "Line one\nline two\tand a tab",
        "<b>Bold</b> claims & counter-claims",
        "{report_id} is not a placeholder here",
        "Re: Fwd: RE: expenses; see e-mail, 50% off, #12, a=b?",
        "Everything from the regional meeting: " + "train, bus, taxi, lunch; " * 9,
        "👩‍👧‍👦 Family day",
    ),
    entities=True,
)

FARRAVALE = Words(
    people=(
        "Aoife Brackendale",
        "Lorcan Tuohill",
        "Inês Sobralinho",
        "Pieter van Oosterwold",
        "Zsófia Keményfi",
        "Mattis Überholz",
        "Clodagh Ní Fhaoláin",
        "Sam Orrery",
    ),
    approvers=("Fionn Carrowmere", "Teodora Valnik"),
    domain="example.com",
    costs={
        "Public transport": Cost(250, 8900, ("Tram ticket", "Intercity"), "Zero"),
        "Hotels": Cost(7900, 42000, ("Pension am Kai", "Hotel Solar"), "VAT 9%"),
        "Meals while travelling": Cost(450, 6800, ("Café Ø", "Tasca da Rua")),
        "Mileage": Cost(800, 12000, ("Own car",)),
        "Client entertainment": Cost(2500, 31000, ("Restaurant De Brug",)),
        "Model making": Cost(350, 42000, ("Foam & Board", "Timber yard"), "VAT 23%"),
        "Photo & film": Cost(4500, 98000, ("Lens hire", "Studio 9"), "VAT 23%"),
        "Advertising": Cost(2000, 60000, ("Poster site", "Listings page"), "VAT 23%"),
        "Courier": Cost(690, 9400, ("Bike courier", "Parcel desk"), "VAT 23%"),
        "Stationery & paper": Cost(199, 14500, ("Paper mill shop",), "VAT 23%"),
        "Software": Cost(990, 59900, ("Font foundry", "Cloud storage")),
        "Conferences": Cost(9000, 89000, ("Type days", "Design week"), "Exempt"),
        "Phone": Cost(1000, 6500, ("Mobile plan",), "VAT 23%"),
        "Books": Cost(1200, 11500, ("Livraria do Cais", "Museum shop"), "Zero"),
        "Heat & light": Cost(4200, 38000, ("Studio electricity",), "VAT 13.5%"),
        "Equipment over €500": Cost(50500, 289900, ("Camera exchange",), "VAT 23%"),
    },
    levels=(
        (
            "",
            "Client: Harbour Light",
            "Client: Tidewater",
            "Client: Oak & Ash",
            "Client: Überlinde",
            "Client: Fáilte  House",
            "Client: „Kleine Bühne“",
            "Internal",
            "Pitch: spring 2026",
            "Pitch: autumn 2026",
            "Studio move",
        ),
    ),
    abroad={
        "GBP": (11608, ("Print fair", "The Old Foundry")),
        "CHF": (10412, ("Bahnhofbuffet", "Papiermuseum")),
        "HUF": (25, ("Nyomda Kft.", "Keleti büfé")),
    },
    names=(
        "{month} expenses",
        "Studio card {month}",
        "{first} {month} {year}",
        "Shoot, {month}",
        "Client visits {month}",
        "Materials {month} & models",
    ),
    odd_names=(
        "Harbour Light: shoot #2 (“final-final”)",
        "Keménypapír & karton — őszi",
        "Reise nach Überlinde:  Hin-  und Rückfahrt",
        "C:\\exports\\may\\hotel.pdf",
        "Ceist 'n freagra",
    ),
    entities=False,
)

WORDS = {"farravale": FARRAVALE, "quillmere": QUILLMERE}
