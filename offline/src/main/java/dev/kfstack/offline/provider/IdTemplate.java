package dev.kfstack.offline.provider;

import dev.kfstack.offline.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of an id, with attributes in braces: {@code projects/{project}/zones/{zone}/disks/{name}}. */
public record IdTemplate(String text) {

    private static final Pattern ATTRIBUTE = Pattern.compile("\\{(\\w+)}");

    /** The id of a resource. */
    public String fill(Value.Fields resource) {
        return fill(name -> resource.get(name).text());
    }

    /** The id made of these attributes. */
    public String fill(UnaryOperator<String> attributes) {
        return ATTRIBUTE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(attributes.apply(match.group(1))));
    }

    /** The attributes in an id of this form; empty where it has another. */
    public Optional<TreeMap<String, String>> parse(String id) {
        List<String> names = attributes();
        StringBuilder pattern = new StringBuilder();
        Matcher matcher = ATTRIBUTE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(text.substring(end, matcher.start()))).append("([^/ ]+)");
            end = matcher.end();
        }
        Matcher parsed =
                Pattern.compile(pattern + Pattern.quote(text.substring(end))).matcher(id);
        if (!parsed.matches()) {
            return Optional.empty();
        }
        TreeMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), parsed.group(i + 1));
        }
        return Optional.of(values);
    }

    /** Names of the attributes, in order. */
    public List<String> attributes() {
        return ATTRIBUTE.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
