package dev.kfstack.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import dev.kfstack.validation.EnvironmentValidator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedEnvironmentsTest {

    @Test
    void theEnvironmentsOfTheRepositoryHaveNoProblemsAndNoWarnings() {
        Problems problems = new Problems();
        EnvironmentReader reader =
                new EnvironmentReader(Requirement.repository().resolve("environments"), problems);

        List<String> names = reader.names();
        List<EnvironmentFile> files = reader.read(names);
        EnvironmentValidator.validate(files, files, problems);

        assertThat(names).containsExactly("kf-dev", "kf-prod", "kf-test");
        assertThat(Fixture.describe(problems)).isEmpty();
    }
}
