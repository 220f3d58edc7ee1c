package io.github.flinkbert.console.attention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.console.resources.PageResources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * The attention view as one file of HTML that needs nothing else: the live page's own scripts and
 * styles, one after another, and the weights. Its policy lets just these run, by their hashes.
 */
@Internal
public final class AttentionPage {

    private static final List<String> STYLES = List.of("base.css", "attention.css");

    /** Each after those that it imports from; their names do not collide. */
    private static final List<String> SCRIPTS =
            List.of(
                    "dom.js",
                    "format.js",
                    "save.js",
                    "attention-data.js",
                    "attention-words.js",
                    "attention-lines.js",
                    "attention-heat.js",
                    "attention-heads.js",
                    "attention.js",
                    "standalone.js");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");
    private static final JsonMapper JSON = new JsonMapper();

    private AttentionPage() {}

    /**
     * @param model what it is the attention of, for people
     */
    public static String of(AttentionView view, String model) {
        String style = joined(STYLES);
        String script =
                EXPORT.matcher(IMPORT.matcher(joined(SCRIPTS)).replaceAll("")).replaceAll("");
        return PageResources.text("standalone.html")
                .replace("{{policy}}", policy(style, script))
                .replace("{{style}}", style)
                .replace("{{script}}", script)
                // Last, so that nothing in the text can stand for something else.
                .replace("{{data}}", data(view, model));
    }

    private static String data(AttentionView view, String model) {
        ObjectNode data = JSON.valueToTree(view);
        data.put("model", model);
        try {
            // In JSON a brace of markup can only be within a string, and a string can spell it so.
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static String joined(List<String> names) {
        return names.stream().map(PageResources::text).collect(Collectors.joining("\n"));
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; script-src '%s'; style-src '%s'; img-src data: blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
                .formatted(hash(script), hash(style));
    }

    private static String hash(String content) {
        try {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
