import freemarker.core.HTMLOutputFormat;
import freemarker.core.UndefinedOutputFormat;
import freemarker.ext.beans.BeansWrapperBuilder;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.ObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders templates over models and settings: a line of jobs in, a line of answers out. */
public final class Render {
    public static void main(String[] none) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.write(answers(line).getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }

    private static String answers(String line) {
        Map<?, ?> jobs = (Map<?, ?>) new Json(line).value();
        List<?> models = (List<?>) jobs.get("models");
        StringBuilder answers = new StringBuilder("[");
        for (Object each : (List<?>) jobs.get("cases")) {
            Map<?, ?> settings = (Map<?, ?>) each;
            Map<?, ?> model = (Map<?, ?>) models.get(((Long) settings.get("model")).intValue());
            answers.append(answers.length() > 1 ? "," : "");
            answer(answers, (String) jobs.get("template"), settings, model);
        }
        return answers.append("]\n").toString();
    }

    private static void answer(
            StringBuilder answers, String template, Map<?, ?> settings, Map<?, ?> model) {
        StringWriter text = new StringWriter();
        String error = "";
        try {
            Template parsed = new Template("report", template, configuration(settings));
            for (Object piece : pieces(model, ((Long) settings.get("pieces")).intValue())) {
                parsed.process(piece, text);
            }
        } catch (TemplateException | IOException | RuntimeException failure) {
            error = failure.toString();
        }
        answers.append("{\"text\":").append(quoted(text.toString()));
        answers.append(",\"error\":").append(quoted(error)).append("}");
    }

    private static Configuration configuration(Map<?, ?> settings) {
        Version version = new Version((String) settings.get("version"));
        Configuration configuration = new Configuration(version);
        configuration.setLogTemplateExceptions(false);
        configuration.setObjectWrapper(wrapper((String) settings.get("wrapper"), version));
        configuration.setTemplateExceptionHandler(
                "ignore".equals(settings.get("handler"))
                        ? TemplateExceptionHandler.IGNORE_HANDLER
                        : TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setClassicCompatible((Boolean) settings.get("classic"));
        configuration.setWhitespaceStripping((Boolean) settings.get("stripping"));
        configuration.setLocale(Locale.forLanguageTag((String) settings.get("locale")));
        configuration.setOutputFormat(
                "html".equals(settings.get("output"))
                        ? HTMLOutputFormat.INSTANCE
                        : UndefinedOutputFormat.INSTANCE);
        return configuration;
    }

    private static ObjectWrapper wrapper(String name, Version version) {
        return "beans".equals(name)
                ? new BeansWrapperBuilder(version).build()
                : new DefaultObjectWrapperBuilder(version).build();
    }

    /** The model itself, or copies of it that hold a part of its reports each. */
    private static List<Object> pieces(Map<?, ?> model, int count) {
        if (count == 1) {
            return List.of(model);
        }
        List<?> reports = (List<?>) model.get("reports");
        List<Object> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Object, Object> piece = new HashMap<>(model);
            int from = reports.size() * i / count;
            piece.put("reports", reports.subList(from, reports.size() * (i + 1) / count));
            pieces.add(piece);
        }
        return pieces;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Reads JSON: integers as long, other numbers as double, NaN and Infinity too. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            skipSpace();
            char c = text.charAt(at);
            if (c == '{') {
                return object();
            }
            if (c == '[') {
                return array();
            }
            return c == '"' ? string() : word();
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            at++;
            while (more('}')) {
                skipSpace();
                String name = string();
                skipSpace();
                at++; // the colon
                object.put(name, value());
            }
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            at++;
            while (more(']')) {
                array.add(value());
            }
            return array;
        }

        /** Steps over a comma or the end, and says whether another element follows. */
        private boolean more(char end) {
            skipSpace();
            if (text.charAt(at) == end) {
                at++;
                return false;
            }
            if (text.charAt(at) == ',') {
                at++;
            }
            return true;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                out.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            }
            at++;
            return out.toString();
        }

        private char escaped() {
            char c = text.charAt(++at);
            if (c == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            int known = "bfnrt".indexOf(c);
            return known < 0 ? c : "\b\f\n\r\t".charAt(known);
        }

        private Object word() {
            int from = at;
            while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            return switch (word) {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> number(word);
            };
        }

        private static Object number(String word) {
            return word.matches("-?[0-9]+")
                    ? (Object) Long.valueOf(word)
                    : (Object) Double.valueOf(word);
        }

        private void skipSpace() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
