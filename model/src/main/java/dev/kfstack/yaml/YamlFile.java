package dev.kfstack.yaml;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Reads one YAML file into a tree. Whatever is wrong with the file (absent, too big, not UTF-8, not YAML, aliases,
 * duplicate keys, nesting without end) is a problem with its place, never an exception.
 */
public final class YamlFile {

    /** Far above any environment file, far below what hurts. */
    static final int LARGEST_BYTES = 1024 * 1024;

    private static final int LONGEST_REASON = 200;

    private static final String RULE = "yaml-syntax";

    private final String name;
    private final Problems problems;

    private YamlFile(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * The map that the file holds, or empty after a problem was reported.
     *
     * @param name how problems call the file
     */
    public static Optional<YamlMap> read(Path file, String name, Problems problems) {
        return new YamlFile(name, problems).read(file);
    }

    /** The same for text that is already in memory. */
    public static Optional<YamlMap> parse(String text, String name, Problems problems) {
        return new YamlFile(name, problems).parse(text);
    }

    private Optional<YamlMap> read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return refuse(start(), "the file does not exist");
        } catch (AccessDeniedException e) {
            return refuse(start(), "the file cannot be read: access is denied");
        } catch (IOException e) {
            return refuse(
                    start(),
                    Files.isDirectory(file) ? "is a folder, not a file" : "the file cannot be read: " + reason(e));
        }
        if (bytes.length > LARGEST_BYTES) {
            return refuse(start(), "the file is larger than 1 MiB, which no environment needs");
        }
        return decode(bytes).flatMap(this::parse);
    }

    private Optional<String> decode(byte[] bytes) {
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFE) == 0xFE && (bytes[1] & 0xFE) == 0xFE;
            refuse(
                    place(text, text.length()),
                    utf16 ? "the file is UTF-16: save it as UTF-8" : "the file is not UTF-8 text: save it as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Line ends become \n first: the parser does not count a \r at the very end. */
    private Optional<YamlMap> parse(String written) {
        String text = written.replace("\r\n", "\n").replace('\r', '\n');
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(LARGEST_BYTES)
                .build();
        try {
            return new YamlTree(name, problems)
                    .root(new Parse(settings).parseString(text).iterator());
        } catch (MarkedYamlEngineException e) {
            return refuse(e);
        } catch (ReaderException e) {
            return refuse(
                    place(text, Math.max(0, text.indexOf(e.getCodePoint()))),
                    "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
        } catch (YamlVersionException e) {
            return refuse(start(), "asks for a version of YAML that does not exist: leave the line %YAML out");
        } catch (YamlEngineException e) {
            return refuse(start(), YamlScalar.shown(reason(e), LONGEST_REASON));
        }
    }

    private Optional<YamlMap> refuse(MarkedYamlEngineException e) {
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
        int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        String what = YamlScalar.shown(context + e.getProblem().strip().replaceFirst("\\.$", ""), LONGEST_REASON);
        problems.add(new Problem(
                Severity.ERROR,
                new Place(name, line, column),
                "",
                "is not valid YAML: " + what,
                RULE,
                SyntaxHint.of(e.getProblem(), context)));
        return Optional.empty();
    }

    private Optional<YamlMap> refuse(Place place, String message) {
        problems.error(place, "", message, RULE);
        return Optional.empty();
    }

    private Place start() {
        return new Place(name, 1, 1);
    }

    /** The place of the character at {@code index}. */
    private Place place(String text, int index) {
        String[] lines = text.substring(0, index).split("\r\n|\r|\n", -1);
        String last = lines[lines.length - 1];
        return new Place(name, lines.length, last.codePointCount(0, last.length()) + 1);
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
