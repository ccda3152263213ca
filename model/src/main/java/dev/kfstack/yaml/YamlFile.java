package dev.kfstack.yaml;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML file into a tree. Whatever is wrong with the file (absent, too big, not UTF-8, not YAML, aliases,
 * duplicate keys, nesting without end) is a problem with its place, never an exception.
 */
public final class YamlFile {

    /** Far above any environment file, far below what hurts. */
    static final int LARGEST_BYTES = 1024 * 1024;

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
            return refuse(1, 1, "the file does not exist");
        } catch (IOException e) {
            return refuse(1, 1, Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read: " + reason(e));
        }
        if (bytes.length > LARGEST_BYTES) {
            return refuse(1, 1, "the file is larger than 1 MiB, which no environment needs");
        }
        return decode(bytes).flatMap(this::parse);
    }

    private Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFE) == 0xFE && (bytes[1] & 0xFE) == 0xFE;
            refuse(1, 1, utf16 ? "the file is UTF-16: save it as UTF-8" : "the file is not UTF-8 text");
            return Optional.empty();
        }
    }

    private Optional<YamlMap> parse(String text) {
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
            return refuse(1, 1, "holds the character U+%04X, which YAML does not allow".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            return refuse(1, 1, reason(e));
        }
    }

    private Optional<YamlMap> refuse(MarkedYamlEngineException e) {
        String what = e.getProblem();
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
        int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
        if (what.contains("'\\t(TAB)'") || what.contains("'\t'")) {
            problems.error(
                    new Place(name, line, column),
                    "",
                    "a tab cannot indent or start a value in YAML",
                    RULE,
                    "use spaces instead of the tab");
            return Optional.empty();
        }
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return refuse(line, column, "is not valid YAML: " + context + what);
    }

    private Optional<YamlMap> refuse(int line, int column, String message) {
        problems.error(new Place(name, line, column), "", message, RULE);
        return Optional.empty();
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
