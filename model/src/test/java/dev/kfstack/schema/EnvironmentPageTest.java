package dev.kfstack.schema;

import dev.kfstack.Page;
import dev.kfstack.environment.Environment;
import org.junit.jupiter.api.Test;

class EnvironmentPageTest {

    @Test
    void thePageOfTheEnvironmentFileExplainsEveryKey() {
        Page.assertEquals("environments.md", KeyTables.of(Environment.class));
    }
}
