package dev.kfstack.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

    @TempDir
    Path folder = Path.of("");

    /** What is said of a file with this content: {@code line:column: path: message [rule]}. */
    private List<String> problems(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("env.yaml"), content);
        Problems problems = new Problems();
        Optional<YamlMap> read = YamlFile.read(file, "env.yaml", problems);
        assertThat(read.isPresent()).isEqualTo(problems.inFileOrder().stream().allMatch(problem -> problem.rule()
                .equals("duplicate-key")));
        return placed(problems);
    }

    private List<String> problems(String content) throws IOException {
        return problems(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> placed(Problems problems) {
        List<Problem> found = problems.inFileOrder();
        List<String> lines = Fixture.describe(problems);
        return IntStream.range(0, found.size())
                .mapToObj(i ->
                        found.get(i).place().line() + ":" + found.get(i).place().column() + " " + lines.get(i))
                .toList();
    }

    private static YamlMap map(String text) {
        Problems problems = new Problems();
        YamlMap map = YamlFile.parse(text, "env.yaml", problems).orElseThrow();
        assertThat(Fixture.describe(problems)).isEmpty();
        return map;
    }

    @Test
    void everyNodeKnowsItsPlace() {
        YamlMap map = map("a: 1\nb:\n  - x\n  - {c: d}\n");

        assertThat(map.get("a").orElseThrow().place()).hasToString("env.yaml:1:4");
        YamlList list = (YamlList) map.get("b").orElseThrow();
        assertThat(list.items()).extracting(YamlNode::place).hasToString("[env.yaml:3:5, env.yaml:4:5]");
        assertThat(map.entries().get("b").keyPlace()).hasToString("env.yaml:2:1");
    }

    @Test
    void columnsCountCharactersAsAReaderDoes() {
        assertThat(map("{\"\uD83D\uDE80\u00E9\": 1, b: 2}")
                        .get("b")
                        .orElseThrow()
                        .place())
                .hasToString("env.yaml:1:14");
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(map("a: 1\r\nb: 2\r\n").get("b").orElseThrow().place()).hasToString("env.yaml:2:4");
    }

    @Test
    void aByteOrderMarkIsSkippedAndMovesNoColumn() throws IOException {
        assertThat(problems("\uFEFFa: *b"))
                .containsExactly(
                        "1:4 : aliases (a * and a name) are not supported: write the value out, or quote it [yaml-syntax]");
        assertThat(problems("\uFEFFa: b")).isEmpty();
    }

    @Test
    void anEmptyFileIsAnEmptyMap() throws IOException {
        assertThat(problems("")).isEmpty();
        assertThat(problems("# nothing yet\n---\n")).isEmpty();
        assertThat(map("").entries()).isEmpty();
    }

    @Test
    void aFileHoldsAMap() throws IOException {
        assertThat(problems("# so far\n  text"))
                .containsExactly("2:3 : the file must hold a map of keys, got \"text\" [yaml-syntax]");
        assertThat(problems("42"))
                .containsExactly("1:1 : the file must hold a map of keys, got the number 42 [yaml-syntax]");
        assertThat(problems("- a")).containsExactly("1:1 : the file must hold a map of keys, got a list [yaml-syntax]");
    }

    @Test
    void aFileHoldsOneDocument() throws IOException {
        assertThat(problems("a: 1\n---\nb: 2"))
                .containsExactly("3:1 : a second document starts here: one file holds one document [yaml-syntax]");
    }

    @Test
    void utf16IsCalledByItsName() throws IOException {
        assertThat(problems("\uFEFFa: b".getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly("1:1 : the file is UTF-16: save it as UTF-8 [yaml-syntax]");
        assertThat(problems("\uFEFFa: b".getBytes(StandardCharsets.UTF_16BE)))
                .containsExactly("1:1 : the file is UTF-16: save it as UTF-8 [yaml-syntax]");
    }

    @Test
    void bytesThatAreNotUtf8AreReportedWhereTheyStand() throws IOException {
        assertThat(problems("a: b\nc: gr\u00FCn".getBytes(Charset.forName("ISO-8859-1"))))
                .containsExactly("2:6 : the file is not UTF-8 text: save it as UTF-8 [yaml-syntax]");
        assertThat(problems(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x1A, 0}))
                .containsExactly("1:1 : the file is not UTF-8 text: save it as UTF-8 [yaml-syntax]");
    }

    @Test
    void charactersThatYamlDoesNotAllowAreReportedWhereTheyStand() throws IOException {
        assertThat(problems("a: b\r\nc: \uD83D\uDE80\0"))
                .containsExactly("2:5 : the character U+0000 is not allowed in YAML [yaml-syntax]");
        assertThat(problems("a: \u0007"))
                .containsExactly("1:4 : the character U+0007 is not allowed in YAML [yaml-syntax]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a:\\n\\tb: 1|2:1",
                "\\ta: 1|1:1",
                "a: [\\n\\t1]\\nb:\\n\\t- 1|4:1",
            })
    void aTabIsCalledByItsName(String text, String place) throws IOException {
        assertThat(problems(text.replace("\\n", "\n").replace("\\t", "\t")))
                .singleElement()
                .asString()
                .startsWith(place + " : is not valid YAML: ")
                .endsWith(" (use spaces instead of the tab) [yaml-syntax]");
    }

    @Test
    void aKeyIsGivenOnceAndTheFirstCounts() throws IOException {
        assertThat(problems("a:\n  b: 1\n  c: [{d: 1, d: 2}]\n  b: 2\n"))
                .containsExactly(
                        "3:14 a.c[0].d: the key \"d\" is already given in line 3 [duplicate-key]",
                        "4:3 a.b: the key \"b\" is already given in line 2 [duplicate-key]");
    }

    @Test
    void aKeyIsAPlainWordOfBearableLength() throws IOException {
        assertThat(problems("[a]: 1")).containsExactly("1:1 : a key must be a plain word, got a list [yaml-syntax]");
        assertThat(problems("~: 1")).containsExactly("1:1 : a key must be a plain word, got nothing [yaml-syntax]");
        assertThat(problems("? " + "k".repeat(1024) + "\n: 1")).isEmpty();
        assertThat(problems("? " + "k".repeat(1025) + "\n: 1"))
                .containsExactly("1:3 : a key must be a plain word, got \"" + "k".repeat(60) + "…\" [yaml-syntax]");
        assertThat(problems("\"a\\nb\\e[31m\": 1"))
                .containsExactly("1:1 : a key must be a plain word, got \"a b [31m\" [yaml-syntax]");
    }

    @Test
    void aliasesAnchorsAndTagsAreRefused() throws IOException {
        assertThat(problems("a: &x [1]\nb: *x"))
                .containsExactly("1:4 : anchors (a & and a name) are not supported: leave it out, or quote the value"
                        + " [yaml-syntax]");
        assertThat(problems("a: !!java.net.URL [http://example.com]"))
                .containsExactly("1:4 : tags (a ! and a name) are not supported: leave it out, or quote the value"
                        + " [yaml-syntax]");
        assertThat(problems("cron: *")).hasSize(1);
    }

    @Test
    void aBombOfAliasesDoesNotGoOff() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 50; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(problems(bomb.toString())).singleElement().asString().startsWith("1:5 : anchors");
    }

    @Test
    void nestingWithoutEndIsRefused() throws IOException {
        assertThat(problems("a: " + "[".repeat(100_000)))
                .containsExactly("1:44 : is nested more than 40 levels deep [yaml-syntax]");
        assertThat(problems("{a: ".repeat(100_000)))
                .containsExactly("1:162 : is nested more than 40 levels deep [yaml-syntax]");
        assertThat(problems("- ".repeat(100_000))).singleElement().asString().endsWith("levels deep [yaml-syntax]");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        assertThat(problems("a: " + "b".repeat(10_000_000)))
                .containsExactly("1:1 : the file is larger than 1 MiB, which no environment needs [yaml-syntax]");
        assertThat(problems("a: " + "b".repeat(1024 * 1024 - 3))).isEmpty();
    }

    @Test
    void brokenSyntaxIsReportedWhereItBreaks() throws IOException {
        assertThat(problems("a: [1, 2\nb: 3\n"))
                .containsExactly(
                        "2:2 : is not valid YAML: while parsing a flow sequence: expected ',' or ']', but got :"
                                + " [yaml-syntax]");
        assertThat(problems("a: \"open"))
                .containsExactly(
                        "1:9 : is not valid YAML: while scanning a quoted scalar: found unexpected end of stream"
                                + " [yaml-syntax]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "project: {id: example-{environment}}|1:23|quote a value that holds { or }",
                "a:;  b: 1; c: 2|3:2|check the indentation of this line",
                "a: @b|1:4|quote a value that starts with this character",
                "a: * * * *|1:5|quote a value that starts with *",
                "a: *|1:5|quote a value that starts with *",
                "a: 1;b;c: 2|3:1|a key ends with a colon and a space",
                "a: b: c|1:5|quote a value that holds a colon and a space",
            })
    void theUsualSlipsComeWithAHint(String text, String place, String hint) throws IOException {
        assertThat(problems(text.replace(';', '\n')))
                .singleElement()
                .asString()
                .startsWith(place + " : is not valid YAML: ")
                .doesNotContain("\0")
                .endsWith(" (" + hint + ") [yaml-syntax]");
    }

    @Test
    void aVersionOfYamlThatDoesNotExistIsRefused() throws IOException {
        assertThat(problems("%YAML 3.0\n---\na: b"))
                .containsExactly("1:1 : asks for a version of YAML that does not exist: leave the line %YAML out"
                        + " [yaml-syntax]");
    }

    @Test
    void aFileThatIsNoFileIsAProblem() {
        Problems problems = new Problems();
        YamlFile.read(folder, "env.yaml", problems);
        YamlFile.read(folder.resolve("absent.yaml"), "absent.yaml", problems);

        assertThat(placed(problems))
                .containsExactly(
                        "1:1 : the file does not exist [yaml-syntax]", "1:1 : is a folder, not a file [yaml-syntax]");
    }

    @Test
    void longTextIsShortenedInMessagesWithoutCuttingACharacter() {
        YamlScalar rockets =
                (YamlScalar) map("a: " + "\uD83D\uDE80".repeat(61)).get("a").orElseThrow();

        assertThat(rockets.describe()).isEqualTo("\"" + "\uD83D\uDE80".repeat(60) + "…\"");
        assertThat(rockets.withText("\uD83D\uDE80".repeat(60)).describe())
                .isEqualTo("\"" + "\uD83D\uDE80".repeat(60) + "\"");
    }

    @Test
    void nothingInAMessageMovesTheCursor() {
        assertThat(map("a: \"\\e[2J\\u202Eabc\\u2028d\\n\"")
                        .get("a")
                        .orElseThrow()
                        .describe())
                .isEqualTo("\" [2J abc d \"");
    }
}
