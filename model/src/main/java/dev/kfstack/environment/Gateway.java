package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way in from outside: what the cluster's Gateway listens with, on kubeflow.hostname. */
public record Gateway(
        @Doc(
                "Who may pass Identity-Aware Proxy, as group:NAME@DOMAIN, user: or domain:; with login iap and nobody here,"
                        + " nobody gets in")
        @Form(
                regex = "((group|user):[^@\\s]+@|domain:)[a-z0-9-]+(\\.[a-z0-9-]+)+",
                words = "a member such as group:kubeflow-users@example.com")
        List<String> access,

        @Doc("The zone that gets the records; without it terraform's output dns_records lists what to ask for")
        Optional<Dns> dns,

        @Doc("Cloud Armor in front of the login; without it everybody reaches the login")
        Optional<SecurityPolicy> securityPolicy) {

    /** A public zone of Cloud DNS that exists already. */
    public record Dns(
            @Doc("Name of the zone, not its domain") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String managedZone,

            @Doc("Project of the zone, where it is not the environment's own")
            @Form(regex = Project.ID_REGEX, words = Project.ID_WORDS)
            Optional<String> project) {}

    /** A policy of Cloud Armor. */
    public record SecurityPolicy(
            @Doc("Ranges that get through, by name, such as those of the office; everybody else gets a 403")
            Map<String, Cidr> allow) {}
}
