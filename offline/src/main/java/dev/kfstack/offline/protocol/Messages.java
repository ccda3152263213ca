package dev.kfstack.offline.protocol;

import com.google.protobuf.ByteString;
import dev.kfstack.offline.plugin.AttributePath;
import dev.kfstack.offline.plugin.Diagnostic;
import dev.kfstack.offline.plugin.DynamicValue;
import dev.kfstack.offline.plugin.Schema;
import dev.kfstack.offline.plugin.SchemaAnswer;
import dev.kfstack.offline.plugin.ServerCapabilities;
import dev.kfstack.offline.plugin.Verdict;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.MessagePackCodec;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** What goes over the wire, from and to the words of the other packages. */
final class Messages {

    private Messages() {}

    static DynamicValue dynamic(Value value) {
        return DynamicValue.newBuilder()
                .setMsgpack(ByteString.copyFrom(MessagePackCodec.encode(value)))
                .build();
    }

    static Value value(DynamicValue dynamic) {
        return dynamic.getMsgpack().isEmpty()
                ? Value.Absent.NULL
                : MessagePackCodec.decode(dynamic.getMsgpack().toByteArray());
    }

    /** A value that the protocol promises to be an object. */
    static Value.Fields fields(DynamicValue dynamic) {
        if (value(dynamic) instanceof Value.Fields fields) {
            return fields;
        }
        throw new IllegalArgumentException("an object was expected");
    }

    static Verdict verdict(List<Problem> problems) {
        return Verdict.newBuilder().addAllDiagnostics(diagnostics(problems)).build();
    }

    static List<Diagnostic> diagnostics(List<Problem> problems) {
        return problems.stream().map(Messages::diagnostic).toList();
    }

    static AttributePath path(String path) {
        AttributePath.Builder message = AttributePath.newBuilder();
        for (String step : path.split("\\.", -1)) {
            boolean index = !step.isEmpty() && step.chars().allMatch(Character::isDigit);
            message.addSteps(
                    index
                            ? AttributePath.Step.newBuilder().setElementKeyInt(Long.parseLong(step))
                            : AttributePath.Step.newBuilder().setAttributeName(step));
        }
        return message.build();
    }

    private static Diagnostic diagnostic(Problem problem) {
        Diagnostic.Builder message = Diagnostic.newBuilder()
                .setSeverity(
                        problem.severity() == Problem.Severity.ERROR
                                ? Diagnostic.Severity.ERROR
                                : Diagnostic.Severity.WARNING)
                .setSummary(problem.summary())
                .setDetail(problem.detail());
        return problem.path().isEmpty()
                ? message.build()
                : message.setAttribute(path(problem.path())).build();
    }

    static SchemaAnswer schema(ProviderSchema schema) {
        SchemaAnswer.Builder answer = SchemaAnswer.newBuilder()
                .setServerCapabilities(ServerCapabilities.newBuilder().setGetProviderSchemaOptional(true))
                .setProvider(
                        Schema.newBuilder().setBlock(block(schema.provider().block(), 0)));
        schema.resources().forEach((type, resource) -> answer.putResourceSchemas(type, schema(resource)));
        schema.dataSources().forEach((type, resource) -> answer.putDataSourceSchemas(type, schema(resource)));
        schema.ephemeralResources()
                .forEach((type, resource) -> answer.putEphemeralResourceSchemas(type, schema(resource)));
        return answer.build();
    }

    private static Schema schema(ProviderSchema.Resource resource) {
        return Schema.newBuilder()
                .setVersion(resource.version())
                .setBlock(block(resource.block(), resource.version()))
                .build();
    }

    private static Schema.Block block(Block block, long version) {
        Schema.Block.Builder message = Schema.Block.newBuilder().setVersion(version);
        block.attributes()
                .forEach((name, attribute) -> message.addAttributes(Schema.Attribute.newBuilder()
                        .setName(name)
                        .setType(ByteString.copyFromUtf8(attribute.typeJson()))
                        .setRequired(attribute.required())
                        .setOptional(attribute.optional())
                        .setComputed(attribute.computed())
                        .setSensitive(attribute.sensitive())
                        .setDeprecated(attribute.deprecated())
                        .setWriteOnly(attribute.writeOnly())));
        block.blocks()
                .forEach((name, nested) -> message.addBlockTypes(Schema.NestedBlock.newBuilder()
                        .setTypeName(name)
                        .setBlock(block(nested.block(), 0))
                        .setNesting(Schema.NestedBlock.Nesting.valueOf(
                                nested.nesting().name()))
                        .setMinItems(nested.minItems())
                        .setMaxItems(nested.maxItems())));
        return message.build();
    }
}
