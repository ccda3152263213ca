package dev.kfstack.render;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.util.List;
import java.util.stream.Stream;

/** All checks of what an overlay builds to. */
public final class RenderChecks {

    private static final List<RenderCheck> CHECKS = Stream.of(
                    LeftoverChecks.checks(),
                    OwnerChecks.checks(),
                    WorkloadChecks.checks(),
                    PoolChecks.checks(),
                    ScopeChecks.checks(),
                    FreeFormChecks.checks())
            .flatMap(List::stream)
            .toList();

    private RenderChecks() {}

    /** In the order in which they run. */
    public static List<RenderCheck> checks() {
        return CHECKS;
    }

    /**
     * Runs all.
     *
     * @param folder the overlay's folder, as problems name it
     */
    public static void check(BuiltOverlay overlay, String folder, Problems problems) {
        for (RenderCheck check : CHECKS) {
            check.check()
                    .check(
                            overlay,
                            (object, message) -> problems.error(new Place(folder, 1, 1), object, message, check.id()));
        }
    }
}
