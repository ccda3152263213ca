package dev.kfstack.review.comment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kfstack.environment.Moves;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.PlanJson;
import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.guard.GuardsFile;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.review.plan.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A secret, and a text that means something to Markdown, in every place of a plan where a value can be. */
class SecretPropertyTest {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("kfstack-review-");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Random enough not to be in a comment by chance. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withChars("abcXYZ019!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n\täé漢")
                .ofMinLength(3)
                .ofMaxLength(30)
                .map(middle -> "Zq7" + middle + "9xJ");
    }

    @Provide
    Arbitrary<String> hostileTexts() {
        return Arbitraries.of(
                        "@octocat",
                        "</details>",
                        "\n```\n@octocat\n",
                        "``` ~~~ ````",
                        "<!-- kfstack review v1",
                        "-->",
                        "a | b | c",
                        "#123",
                        "https://evil.example.com",
                        "[x](https://evil.example.com)",
                        "![x](https://evil.example.com/a.png)",
                        "<img src=x>",
                        "\n\n# heading\n",
                        "`",
                        "\u202Eabc",
                        "\r\n> quote")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    private static Review review(String secret, String text) {
        Plans plans = PlanJson.read(
                planted(secret, text).write(folder, "kf-test-foundation"),
                elsewhere(secret).write(folder, "kf-dev-cluster"));
        Problems problems = new Problems();
        GuardReport guards = GuardReport.of(
                GuardReport.Subject.of(plans.stacks(), Moves.NONE),
                GuardsFile.read(folder, problems),
                LocalDate.of(2026, 11, 24),
                problems);
        return Review.of(
                View.REAL,
                "13be0c3",
                "",
                plans,
                List.of(NotPlanned.failed("kf-test-cluster", "it would destroy a[\"" + secret + "\"]" + text)),
                guards,
                overlays(plans.redaction(), secret, text),
                List.of(new Problem(
                        Severity.ERROR,
                        new Place("overlays/kf-test", 1, 1),
                        "",
                        "does not build: " + secret + text,
                        "overlay-builds",
                        Optional.of("not " + secret))),
                "password was: " + secret + text);
    }

    /** A secret of Terraform in objects that are none, and what a Secret holds. */
    private static List<OverlayDifference> overlays(Redaction redaction, String secret, String text) {
        try {
            Path before = Files.writeString(folder.resolve("before.yaml"), "");
            Path after = folder.resolve("after.yaml");
            StringBuilder objects = new StringBuilder();
            for (String kind : List.of("Secret", "ConfigMap")) {
                ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
                object.putObject("metadata").put("name", "n" + secret);
                values(object.putObject("data"), secret, text);
                values(object.putObject("stringData"), secret, text);
                objects.append(object).append("\n---\n");
            }
            Files.writeString(after, objects);
            Problems problems = new Problems();
            List<OverlayDifference> differences = List.of(
                    OverlayDifference.of("kf-test", before, after, "", redaction, problems),
                    OverlayDifference.of("kf-dev", after, before, "", redaction, problems));
            assertThat(problems.inFileOrder()).isEmpty();
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One mask, and the value in a dozen places without one. */
    private static PlanJson planted(String secret, String text) {
        PlanJson plan = new PlanJson();
        for (String actions :
                List.of("create", "update", "delete", "delete,create", "create,delete", "forget", "no-op")) {
            String address = "google_sql_database_instance.x" + actions.replace(",", "-");
            plan.change(address, "['" + actions.replace(",", "','") + "']", "null", "null");
        }
        plan.root.path("resource_changes").forEach(resource -> {
            ObjectNode change = (ObjectNode) resource.path("change");
            if (!change.path("actions").toString().equals("[\"create\"]")) {
                values(change.putObject("before"), secret, text + " before");
            }
            if (!change.path("actions").toString().equals("[\"delete\"]")) {
                values(change.putObject("after"), secret, text + " after");
            }
            change.putArray("replace_paths").addArray().add("map").add(secret);
            change.putObject("importing").put("id", "projects/" + secret);
            ((ObjectNode) resource).put("address", resource.path("address").asText() + "[\"" + quoted(secret) + "\"]");
            ((ObjectNode) resource)
                    .put("previous_address", "google_sql_database_instance.o[\"" + quoted(secret) + "\"]");
            ((ObjectNode) resource).put("action_reason", text);
        });
        ObjectNode masked =
                (ObjectNode) plan.root.path("resource_changes").path(0).path("change");
        ((ObjectNode) masked.path("after")).put("password", secret);
        masked.putObject("after_sensitive").put("password", true);
        plan.root.set("resource_drift", plan.root.path("resource_changes").deepCopy());
        plan.root
                .putArray("relevant_attributes")
                .addObject()
                .put("resource", "google_sql_database_instance.xupdate")
                .putArray("attribute");
        ObjectNode outputs = plan.root.putObject("output_changes");
        ObjectNode output = outputs.putObject("o");
        output.putArray("actions").add("update");
        output.put("before", text + secret).put("after", secret);
        ObjectNode check = plan.root.putArray("checks").addObject().put("status", "fail");
        check.putObject("address").put("to_display", "check." + text);
        check.putArray("instances").addObject().putArray("problems").addObject().put("message", "not " + secret + text);
        return plan;
    }

    private static void values(ObjectNode node, String secret, String text) {
        node.put("plain", secret);
        node.put("text", text);
        node.put("inside", "user:" + secret + "@host " + text);
        node.put("json", "{\"password\": \"" + quoted(secret) + "\"}");
        node.put("url", "https://user:" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "@host");
        node.put("base64", Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        node.put(
                "login",
                Base64.getEncoder().encodeToString(("user:" + secret + ":x").getBytes(StandardCharsets.UTF_8)));
        node.put("lines", "first\n" + secret + "\n" + text);
        node.putArray("list").add(text).add(secret).addObject().put("deep", secret);
        node.putObject("map").put(secret, text).put(text, secret);
    }

    private static String quoted(String text) {
        String json = TextNode.valueOf(text).toString();
        return json.substring(1, json.length() - 1);
    }

    /** The secret of another stack, which is no secret here. */
    private static PlanJson elsewhere(String secret) {
        PlanJson plan = new PlanJson().change("google_compute_disk.d", "['delete']", "null", "null");
        values(
                ((ObjectNode) plan.root.path("resource_changes").path(0).path("change")).putObject("before"),
                secret,
                "x");
        return plan;
    }

    @Property(tries = 150)
    void noSecretIsInAnythingThatIsWritten(@ForAll("secrets") String secret, @ForAll("hostileTexts") String text) {
        Review review = review(secret, text);

        for (String written : List.of(
                ReviewComment.of(review, Origins.UNKNOWN, Links.NONE),
                ReviewJson.of(review),
                ReviewSarif.of(review, Origins.UNKNOWN),
                ReviewText.of(review),
                review.toString())) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(written)
                    .doesNotContain(secret)
                    .doesNotContain(quoted(secret))
                    .doesNotContain(Markdown.visible(secret))
                    .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8))
                    .doesNotContain(Base64.getEncoder().encodeToString(bytes))
                    .doesNotContain(Base64.getEncoder()
                            .encodeToString(("user:" + secret + ":x").getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Property(tries = 150)
    void noValueIsMarkdown(@ForAll("secrets") String secret, @ForAll("hostileTexts") String text) {
        String comment = ReviewComment.of(review(secret, text), Origins.UNKNOWN, Links.NONE);

        int open = 0;
        Deque<Node> nodes = new ArrayDeque<>(List.of(MARKDOWN.parse(comment)));
        while (!nodes.isEmpty()) {
            Node node = nodes.pop();
            assertThat(node)
                    .isNotInstanceOf(Link.class)
                    .isNotInstanceOf(Image.class)
                    .isNotInstanceOf(HtmlInline.class);
            if (node instanceof HtmlBlock html) {
                assertThat(html.getLiteral())
                        .matches(
                                "(?s)<details( open)?><summary>[A-Za-z0-9 ,:./]*</summary>|</details>|<!-- kfstack review v1 [^>]*-->");
                open += html.getLiteral().startsWith("<details")
                        ? 1
                        : html.getLiteral().startsWith("</") ? -1 : 0;
            } else if (node instanceof Text plain) {
                assertThat(plain.getLiteral()).doesNotContain("@", "#", "evil", "octocat", "://");
            }
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                nodes.push(child);
            }
        }
        assertThat(open).isZero();
        assertThat(comment.length()).isLessThanOrEqualTo(ReviewComment.LONGEST);
    }
}
