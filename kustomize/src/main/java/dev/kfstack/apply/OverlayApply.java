package dev.kfstack.apply;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Applies the waves of an overlay by kubectl, server-side; what is there already stays as it is. */
public final class OverlayApply {

    /** Fixed for ever: under another name, every value that changes would be a conflict with this one. */
    public static final String FIELD_MANAGER = "kfstack";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final String timeout;
    private final Consumer<String> progress;

    /**
     * Nothing happens yet.
     *
     * @param timeout of each wait, such as {@code 10m}
     * @param progress takes lines for a person
     */
    public OverlayApply(Cluster cluster, String timeout, Consumer<String> progress) {
        this.cluster = cluster;
        this.timeout = timeout;
        this.progress = progress;
    }

    /** Whether all went well; it stops at the first wave that did not, and running it again goes on from there. */
    public boolean apply(WavePlan plan) throws IOException {
        int count = plan.steps().size();
        for (int i = 0; i < count; i++) {
            WavePlan.Step step = plan.steps().get(i);
            String place = "[" + (i + 1) + "/" + count + "] ";
            progress.accept(place + step.words() + ": " + step.objects().size() + " objects");
            if (!apply(step)) {
                progress.accept(place + "failed: nothing of the waves after it was applied; run it again to go on");
                return false;
            }
            for (List<String> wait : step.waits()) {
                progress.accept(place + "waiting: kubectl " + shown(wait));
                List<String> arguments = new ArrayList<>(wait);
                arguments.add("--timeout=" + timeout);
                Cluster.Answer answer = cluster.run(arguments);
                if (answer.exitCode() != 0) {
                    progress.accept(answer.said());
                    progress.accept(place + "not ready within " + timeout + "; run it again to go on");
                    return false;
                }
            }
        }
        return true;
    }

    private boolean apply(WavePlan.Step step) throws IOException {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", step.objects());
        Path file = Files.createTempFile("kfstack-wave-", ".json");
        try {
            JSON.writeValue(file.toFile(), list);
            Cluster.Answer answer = cluster.run(
                    List.of("apply", "--server-side", "--field-manager=" + FIELD_MANAGER, "--filename=" + file));
            if (answer.exitCode() != 0) {
                answer.said()
                        .lines()
                        .filter(line -> !line.endsWith(" serverside-applied"))
                        .forEach(progress);
                if (answer.said().contains("no matches for kind")) {
                    progress.accept("a kind is missing that the overlay does not bring: Velero's come by its own client"
                            + " (docs/restore.md), the Gateway's and PodMonitoring with the cluster");
                }
            }
            return answer.exitCode() == 0;
        } finally {
            Files.delete(file);
        }
    }

    private static String shown(List<String> wait) {
        return wait.size() > 6
                ? String.join(" ", wait.subList(0, 3)) + " and " + (wait.size() - 3) + " more"
                : String.join(" ", wait);
    }
}
