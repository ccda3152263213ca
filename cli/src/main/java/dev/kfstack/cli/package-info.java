/**
 * The commands: options, printing, exit codes. What they do is done elsewhere.
 *
 * <p>What plans environments, to show the plans or to read their JSON, goes through {@code EnvironmentPlans}: it synthesizes
 * all of them in this JVM and runs terraform on each, and {@code PlanOutput.kept} names the folder that gets {@code
 * STACK.plan.json}.
 */
@NullMarked
package dev.kfstack.cli;

import org.jspecify.annotations.NullMarked;
