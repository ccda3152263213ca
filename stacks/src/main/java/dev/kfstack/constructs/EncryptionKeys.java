package dev.kfstack.constructs;

import dev.kfstack.bindings.google.kms_crypto_key.KmsCryptoKey;
import dev.kfstack.bindings.google.kms_crypto_key_iam_member.KmsCryptoKeyIamMember;
import dev.kfstack.bindings.google.kms_key_ring.KmsKeyRing;
import dev.kfstack.environment.Encryption;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.ServiceAgent;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The environment's encryption keys, and Google's service agents that encrypt with them. The agents must exist, see
 * {@link ServiceAgent}. A destroyed key takes all it ever encrypted with it, thirty days later.
 */
public final class EncryptionKeys extends EnvironmentConstruct {

    private static final Duration DESTROYED_AFTER = Duration.ofDays(30);
    private static final ConfigPath ORIGIN = ConfigPath.of("encryption");

    /**
     * The keys of one environment.
     *
     * @param services must hold cloudkms and the services of the agents
     */
    public record Props(ResourceNames names, Encryption spec, EnabledServices services) {}

    private final Props props;
    private final Map<KeyUse, List<ITerraformDependable>> grants = new EnumMap<>(KeyUse.class);
    private final Map<String, List<ITerraformDependable>> storageGrants = new TreeMap<>();

    public EncryptionKeys(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ResourceNames names = props.names();
        String home = names.environment().location().region();
        KmsKeyRing ring = ring("kubeflow", home, ORIGIN);
        for (KeyUse use : KeyUse.values()) {
            if (use.neededBy(names.environment())) {
                grants.put(use, key(ring, use, use.key(), ORIGIN));
            }
        }
        storageGrants.put(home, grants(KeyUse.STORAGE));
        names.environment()
                .buckets()
                .forEach((bucket, spec) -> storageGrants.computeIfAbsent(names.region(spec), region -> {
                    ConfigPath origin = ConfigPath.of("buckets", bucket, "location");
                    String address = KeyUse.STORAGE.key() + "-" + region;
                    return key(ring(region, region, origin), KeyUse.STORAGE, address, origin);
                }));
    }

    private KmsKeyRing ring(String address, String region, ConfigPath origin) {
        KmsKeyRing ring = KmsKeyRing.Builder.create(this, "ring-" + address)
                .project(props.names().environment().project().id())
                .location(region)
                .name(props.names().keyRing())
                .dependsOn(List.of(props.services().service("cloudkms")))
                .build();
        name(ring, KmsKeyRing.TF_RESOURCE_TYPE, address, origin);
        return ring;
    }

    private List<ITerraformDependable> key(KmsKeyRing ring, KeyUse use, String address, ConfigPath origin) {
        Environment environment = props.names().environment();
        KmsCryptoKey key = KmsCryptoKey.Builder.create(this, address)
                .keyRing(ring.getId())
                .name(use.key())
                .purpose("ENCRYPT_DECRYPT")
                .rotationPeriod(seconds(Duration.ofDays(props.spec().rotationDays())))
                .destroyScheduledDuration(seconds(DESTROYED_AFTER))
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment))
                .build();
        name(key, KmsCryptoKey.TF_RESOURCE_TYPE, address, origin);
        return use.agents().stream()
                .map(agent -> grant(key, agent, address + "_" + agent.account(), origin))
                .toList();
    }

    private ITerraformDependable grant(KmsCryptoKey key, ServiceAgent agent, String address, ConfigPath origin) {
        KmsCryptoKeyIamMember member = KmsCryptoKeyIamMember.Builder.create(this, address)
                .cryptoKeyId(key.getId())
                .role("roles/cloudkms.cryptoKeyEncrypterDecrypter")
                .member("serviceAccount:" + props.names().serviceAgent(agent))
                .dependsOn(List.of(props.services().service(agent.service())))
                .build();
        name(member, KmsCryptoKeyIamMember.TF_RESOURCE_TYPE, address, origin);
        return member;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    /** What a resource that is encrypted with the key depends on: Terraform cannot know that an agent needs the grant. */
    List<ITerraformDependable> grants(KeyUse use) {
        return grants.getOrDefault(use, List.of());
    }

    /** The same for a bucket of a region. */
    List<ITerraformDependable> storageGrants(String region) {
        return storageGrants.getOrDefault(region, List.of());
    }
}
