package dev.kfstack.kustomize;

import dev.kfstack.environment.Connector;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dex's configuration, a text in a ConfigMap. Secrets in it are names of variables, which Dex puts in when it starts. */
final class DexConfiguration {

    private static final String CONNECTOR_CLIENT_SECRET = "$DEX_CONNECTOR_CLIENT_SECRET";

    private DexConfiguration() {}

    /** The file below the environment's folder; none where the login is not Dex's. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        if (environment.kubeflow().login() != Login.DEX) {
            return Map.of();
        }
        return Map.of(
                "login/kustomization.yaml",
                Kustomization.component(
                        Map.of("patches", List.of(Map.of("patch", OverlayYaml.fragment(configMap(environment)))))));
    }

    private static Map<String, ?> configMap(Environment environment) {
        Map<String, Object> configMap = ObjectKey.of("v1 ConfigMap auth/dex").head();
        configMap.put("data", Map.of("config.yaml", OverlayYaml.fragment(configuration(environment))));
        return configMap;
    }

    /** Upstream's, with a connector in place of the user with a password, and without the log of every claim. */
    private static Map<String, ?> configuration(Environment environment) {
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("type", "kubernetes");
        storage.put("config", Map.of("inCluster", true));
        Map<String, String> logger = new LinkedHashMap<>();
        logger.put("level", "info");
        logger.put("format", "text");
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("name", "Kubeflow");
        client.put("idEnv", "OIDC_CLIENT_ID");
        client.put("secretEnv", "OIDC_CLIENT_SECRET");
        client.put("redirectURIs", List.of("/oauth2/callback"));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", "http://dex.auth.svc.cluster.local:5556/dex");
        configuration.put("storage", storage);
        configuration.put("web", Map.of("http", "0.0.0.0:5556"));
        configuration.put("logger", logger);
        configuration.put("oauth2", Map.of("skipApprovalScreen", true));
        configuration.put("enablePasswordDB", false);
        configuration.put(
                "connectors",
                environment.kubeflow().connector().stream()
                        .map(connector -> connector(connector, environment))
                        .toList());
        configuration.put("staticClients", List.of(client));
        return configuration;
    }

    private static Map<String, ?> connector(Connector connector, Environment environment) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (connector instanceof Connector.Oidc oidc) {
            config.put("issuer", oidc.issuer());
        }
        config.put("clientID", connector.clientId());
        config.put("clientSecret", CONNECTOR_CLIENT_SECRET);
        config.put("redirectURI", "https://" + environment.kubeflow().hostname() + "/dex/callback");
        if (connector instanceof Connector.Google google) {
            config.put("hostedDomains", google.domains());
        }
        String type = connector instanceof Connector.Google ? "google" : "oidc";
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", type);
        entry.put("id", type);
        entry.put("name", connector instanceof Connector.Oidc oidc ? oidc.name() : "Google");
        entry.put("config", config);
        return entry;
    }
}
