package dev.kfstack.review.comment;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.guard.Finding;
import java.util.Optional;

/** What a guard stops, as a problem at the line of the environment that asks for the resource. */
public final class FindingProblem {

    private FindingProblem() {}

    /** The problem; at the stack's configuration where the environment has no line for it any more. */
    public static Problem of(Finding finding, Origins origins) {
        boolean ofModel = finding.stack().equals(finding.environment());
        Place place = origins.of(finding.stack(), finding.address())
                .map(origin -> new Place(origin.file(), origin.line(), 1))
                .orElseGet(() -> ofModel
                        ? origins.environment(finding.environment())
                        : new Place("cdktf.out/stacks/" + finding.stack() + "/cdk.tf.json", 1, 1));
        return new Problem(
                Severity.ERROR,
                place,
                finding.address(),
                finding.message() + (ofModel ? "" : ", in the plan of " + finding.stack()),
                finding.guard().id(),
                Optional.of(finding.advice()));
    }
}
