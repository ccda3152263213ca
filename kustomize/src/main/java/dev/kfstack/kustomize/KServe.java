package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.names.ResourceNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Under which domain models are served: it is a key in one ConfigMap and inside JSON in another. */
final class KServe {

    private KServe() {}

    /** The file below the environment's folder; none without KServe. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        if (!environment.kubeflow().components().contains(App.KSERVE)) {
            return Map.of();
        }
        String domain = new ResourceNames(environment).servingHostname();
        return Map.of(
                "kserve/kustomization.yaml",
                Kustomization.component(Map.of(
                        "patches",
                        List.of(
                                patch("inferenceservice-config", "kubeflow", Map.of("ingress", ingress(domain))),
                                patch("config-domain", "knative-serving", Map.of(domain, ""))))));
    }

    private static Map<String, String> patch(String name, String namespace, Map<String, String> data) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("apiVersion", "v1");
        patch.put("kind", "ConfigMap");
        patch.put("metadata", metadata);
        patch.put("data", data);
        return Map.of("patch", OverlayYaml.fragment(patch));
    }

    /** Upstream's value with the domain, and with the scheme that the load balancer speaks. */
    private static String ingress(String domain) {
        return """
                {
                  "enableGatewayApi": false,
                  "kserveIngressGateway": "kserve/kserve-ingress-gateway",
                  "ingressGateway": "kubeflow/kubeflow-gateway",
                  "localGateway": "knative-serving/knative-local-gateway",
                  "localGatewayService": "knative-local-gateway.istio-system.svc.cluster.local",
                  "ingressDomain": "%s",
                  "ingressClassName": "istio",
                  "domainTemplate": "{{ .Name }}-{{ .Namespace }}.{{ .IngressDomain }}",
                  "urlScheme": "https",
                  "disableIstioVirtualHost": false,
                  "disableIngressCreation": false,
                  "pathTemplate": "/serving/{{ .Namespace }}/{{ .Name }}"
                }""".formatted(domain);
    }
}
