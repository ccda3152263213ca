"""Answers Metacontroller with what Pipelines needs in a team's namespace when artifacts lie in a bucket.

Upstream's program of this name makes an S3 user with a key for every namespace. Here the pods of a team are a Google service
account by Workload Identity, and IAM lets it into the team's folder alone: there is nothing to make and nothing to keep.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BUCKET = os.environ["ARTIFACT_BUCKET"]
FOLDER = os.environ["ARTIFACT_FOLDER"]
FRONTEND_IMAGE = os.environ["FRONTEND_IMAGE"]

PROXY = "ml-pipeline-ui-artifact"
RUN = (
    "{{workflow.name}}/{{workflow.creationTimestamp.Y}}/{{workflow.creationTimestamp.m}}"
    "/{{workflow.creationTimestamp.d}}/{{pod.name}}"
)


def metadata(namespace, name, **fields):
    return {"name": name, "namespace": namespace, **fields}


def config_map(meta, data):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta, "data": data}


def config_maps(namespace):
    folder = f"{FOLDER}/{namespace}"
    logs = {"archiveLogs": True, "gcs": {"bucket": BUCKET, "keyFormat": f"{folder}/{RUN}"}}
    default = {"workflows.argoproj.io/default-artifact-repository": "default-namespaced"}
    return [
        config_map(
            metadata(namespace, "kfp-launcher"),
            {
                "defaultPipelineRoot": f"gs://{BUCKET}/{folder}/v2/artifacts",
                "clusterDomain": ".svc.cluster.local",
            },
        ),
        config_map(
            metadata(namespace, "metadata-grpc-configmap"),
            {
                "METADATA_GRPC_SERVICE_HOST": "metadata-grpc-service.kubeflow",
                "METADATA_GRPC_SERVICE_PORT": "8080",
            },
        ),
        config_map(
            metadata(namespace, "artifact-repositories", annotations=default),
            {"default-namespaced": json.dumps(logs)},
        ),
    ]


def proxy_container(namespace):
    env = {
        "ML_PIPELINE_SERVICE_HOST": "ml-pipeline.kubeflow.svc.cluster.local",
        "ML_PIPELINE_SERVICE_PORT": "8888",
        "FRONTEND_SERVER_NAMESPACE": namespace,
        "CLUSTER_DOMAIN": ".svc.cluster.local",
    }
    return {
        "name": PROXY,
        "image": FRONTEND_IMAGE,
        "ports": [{"containerPort": 3000}],
        "env": [{"name": name, "value": value} for name, value in env.items()],
        "resources": {
            "requests": {"cpu": "10m", "memory": "70Mi"},
            "limits": {"cpu": "100m", "memory": "500Mi"},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "runAsNonRoot": True,
            "runAsUser": 1000,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        },
    }


def proxy(namespace):
    """Reads artifacts for the user interface, as the team: whoever may see the namespace reaches it, and nobody else."""
    labels = {"app": PROXY}
    meta = metadata(namespace, PROXY, labels=labels)
    pod = {"serviceAccountName": "default-editor", "containers": [proxy_container(namespace)]}
    # The mesh understands requests by the port's name.
    port = {"name": "http", "port": 80, "protocol": "TCP", "targetPort": 3000}
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": meta,
            "spec": {
                "selector": {"matchLabels": labels},
                "template": {"metadata": {"labels": labels}, "spec": pod},
            },
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": meta,
            "spec": {"ports": [port], "selector": labels},
        },
    ]


def sync(namespace, observed):
    """The answer for one namespace, an object of the API server.

    observed: what there is already, by "Kind.version" and then by name.
    """
    labels = namespace["metadata"].get("labels", {})
    if labels.get("pipelines.kubeflow.org/enabled") != "true":
        return {"status": {}, "attachments": []}
    name = namespace["metadata"]["name"]
    wanted = {"ConfigMap.v1": 3, "Deployment.apps/v1": 1, "Service.v1": 1}
    ready = all(len(observed.get(kind, {})) == count for kind, count in wanted.items())
    return {
        "status": {"kubeflow-pipelines-ready": "True" if ready else "False"},
        "attachments": config_maps(name) + proxy(name),
    }


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps(sync(request["object"], request["attachments"])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(os.environ.get("CONTROLLER_PORT", "8080"))), Hook).serve_forever()
