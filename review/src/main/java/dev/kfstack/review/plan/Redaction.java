package dev.kfstack.review.plan;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kfstack.problem.ConfigPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts, wherever in them they stand: as they are, quoted for JSON, encoded for a URL, or in Base64,
 * alone or as a part of something longer. A secret shorter than {@value #SHORTEST} characters is only found where it is
 * all of the text: inside of others it would be found everywhere.
 */
public final class Redaction {

    /** What stands in place of a secret, in Terraform's words. */
    public static final String MARK = "(sensitive value)";

    static final int SHORTEST = 4;

    private static final Pattern INSTANCE_KEY = Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");

    private final Set<String> whole;
    private final Map<String, List<String>> byStart = new HashMap<>();
    private final BitSet starts = new BitSet();

    Redaction(Collection<String> secrets) {
        this.whole = new HashSet<>(secrets);
        whole.remove("");
        Set<String> forms = new LinkedHashSet<>();
        secrets.stream().filter(secret -> secret.length() >= SHORTEST).forEach(secret -> addForms(secret, forms));
        for (String form : forms) {
            byStart.computeIfAbsent(form.substring(0, SHORTEST), start -> new ArrayList<>())
                    .add(form);
            starts.set(slot(form, 0));
        }
        // a secret may be the beginning of another
        byStart.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(String::length).reversed()));
    }

    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        String quoted = TextNode.valueOf(secret).toString();
        forms.add(quoted.substring(1, quoted.length() - 1));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int offset = 0; offset < 3; offset++) {
            addBase64(bytes, offset, forms);
        }
    }

    /** The characters of the Base64 of a longer text that only these bytes decide, which begin there at some offset. */
    private static void addBase64(byte[] bytes, int offset, Set<String> forms) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        int from = (offset * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        if (to - from >= 2 * SHORTEST) {
            String standard = Base64.getEncoder().encodeToString(shifted).substring(from, to);
            forms.add(standard);
            forms.add(standard.replace('+', '-').replace('/', '_'));
        }
    }

    private static int slot(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + SHORTEST; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash ^ (hash >>> 16)) & 0xffff;
    }

    /** The text without secrets. */
    public String value(String text) {
        if (whole.contains(text)) {
            return MARK;
        }
        StringBuilder result = null;
        int copied = 0;
        for (int at = 0; at + SHORTEST <= text.length(); at++) {
            if (!starts.get(slot(text, at))) {
                continue;
            }
            int length = secretAt(text, at);
            if (length > 0) {
                result = result == null ? new StringBuilder() : result;
                result.append(text, copied, at).append(MARK);
                copied = at + length;
                at = copied - 1;
            }
        }
        return result == null ? text : result.append(text.substring(copied)).toString();
    }

    private int secretAt(String text, int at) {
        for (String form : byStart.getOrDefault(text.substring(at, at + SHORTEST), List.of())) {
            if (text.startsWith(form, at)) {
                return form.length();
            }
        }
        return 0;
    }

    /** Keys of maps are values too. */
    ConfigPath path(ConfigPath path) {
        return new ConfigPath(value(path.text()));
    }

    /** Only the keys of instances are values: all else in an address is the configuration's own name for something. */
    String address(String address) {
        if (address.indexOf('[') < 0) {
            return address;
        }
        Matcher matcher = INSTANCE_KEY.matcher(address);
        return matcher.replaceAll((MatchResult key) -> Matcher.quoteReplacement("[\"" + value(key.group(1)) + "\"]"));
    }
}
