package dev.kfstack.gke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.gke.Accelerators.Gpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceleratorsTest {

    @ParameterizedTest
    @CsvSource({
        "a2-highgpu-1g,nvidia-tesla-a100,1", "a2-megagpu-16g,nvidia-tesla-a100,16", "a2-ultragpu-4g,nvidia-a100-80gb,4",
        "a3-highgpu-8g,nvidia-h100-80gb,8", "a3-megagpu-8g,nvidia-h100-mega-80gb,8",
                "a3-ultragpu-8g,nvidia-h200-141gb,8",
        "a4-highgpu-8g,nvidia-b200,8", "a4x-highgpu-4g,nvidia-gb200,4", "g2-standard-32,nvidia-l4,1",
        "g2-standard-48,nvidia-l4,4", "g4-standard-48,nvidia-rtx-pro-6000,1", "g4-standard-384,nvidia-rtx-pro-6000,8"
    })
    void machinesBringTheirGpus(String machine, String type, int count) {
        assertThat(Accelerators.builtInto(machine)).contains(new Gpus(type, count));
        assertThat(Accelerators.machinesWith(type)).contains(machine);
        assertThat(Accelerators.types()).contains(type);
        assertThat(Accelerators.attachable(type)).isEmpty();
    }

    @Test
    void otherMachinesBringNone() {
        assertThat(Accelerators.builtInto("n1-standard-8")).isEmpty();
        assertThat(Accelerators.machinesOf("n1")).isEmpty();
        assertThat(Accelerators.machinesOf("a4"))
                .containsExactly("a4-highgpu-8g", "a4-highgpu-8g-lowmem", "a4-highgpu-8g-nolssd");
    }

    @Test
    void everyMachineOfTheTableIsOfAKnownFamily() {
        assertThat(Accelerators.types().stream().flatMap(type -> Accelerators.machinesWith(type).stream()))
                .isNotEmpty()
                .allMatch(machine -> MachineType.of(machine).isPresent());
    }

    @Test
    void someGpusAreAttachedAndSomePartitioned() {
        assertThat(Accelerators.attachable("nvidia-tesla-t4")).containsExactly(1, 2, 4);
        assertThat(Accelerators.partitions("nvidia-tesla-a100"))
                .containsExactly("1g.5gb", "2g.10gb", "3g.20gb", "7g.40gb");
        assertThat(Accelerators.partitions("nvidia-l4")).isEmpty();
    }
}
