package dev.kfstack.offline.provider;

/** What a provider's own code does to a plan of one resource type after its schema has been applied. */
@FunctionalInterface
public interface PlanRule {

    void adjust(Change change);
}
