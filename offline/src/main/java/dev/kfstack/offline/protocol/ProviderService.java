package dev.kfstack.offline.protocol;

import dev.kfstack.offline.plugin.ApplyAnswer;
import dev.kfstack.offline.plugin.ApplyRequest;
import dev.kfstack.offline.plugin.ConfigureRequest;
import dev.kfstack.offline.plugin.DynamicValue;
import dev.kfstack.offline.plugin.EphemeralHandle;
import dev.kfstack.offline.plugin.FunctionsAnswer;
import dev.kfstack.offline.plugin.ImportAnswer;
import dev.kfstack.offline.plugin.ImportRequest;
import dev.kfstack.offline.plugin.Nothing;
import dev.kfstack.offline.plugin.OpenAnswer;
import dev.kfstack.offline.plugin.PlanAnswer;
import dev.kfstack.offline.plugin.PlanRequest;
import dev.kfstack.offline.plugin.PreparedConfig;
import dev.kfstack.offline.plugin.ProviderConfig;
import dev.kfstack.offline.plugin.ProviderGrpc;
import dev.kfstack.offline.plugin.ReadRequest;
import dev.kfstack.offline.plugin.SchemaAnswer;
import dev.kfstack.offline.plugin.StateAnswer;
import dev.kfstack.offline.plugin.StopAnswer;
import dev.kfstack.offline.plugin.TypeConfig;
import dev.kfstack.offline.plugin.UpgradeRequest;
import dev.kfstack.offline.plugin.Verdict;
import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.provider.Provider;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Refusal;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Supplier;

/** The methods of the protocol, each a question to the provider in the configuration of its connection. */
final class ProviderService extends ProviderGrpc.ProviderImplBase {

    private final Supplier<Provider> provider;
    private final Supplier<SchemaAnswer> schema;

    ProviderService(Supplier<Provider> provider) {
        this.provider = provider;
        this.schema = new Once<>(() -> Messages.schema(provider.get().schema()));
    }

    @Override
    public void getSchema(Nothing request, StreamObserver<SchemaAnswer> observer) {
        answer(observer, schema.get());
    }

    @Override
    public void prepareProviderConfig(ProviderConfig request, StreamObserver<PreparedConfig> observer) {
        answer(
                observer,
                PreparedConfig.newBuilder()
                        .setPreparedConfig(request.getConfig())
                        .addAllDiagnostics(Messages.diagnostics(
                                provider.get().validateProvider(Messages.fields(request.getConfig()))))
                        .build());
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<Verdict> observer) {
        session().configure(Messages.value(request.getConfig()));
        List<Problem> notes = provider.get().schema().note().stream()
                .map(note -> new Problem(Problem.Severity.WARNING, "", note, ""))
                .toList();
        answer(observer, Messages.verdict(notes));
    }

    @Override
    public void stop(Nothing request, StreamObserver<StopAnswer> observer) {
        session().stop();
        answer(observer, StopAnswer.getDefaultInstance());
    }

    @Override
    public void validateResourceTypeConfig(TypeConfig request, StreamObserver<Verdict> observer) {
        answer(
                observer,
                Messages.verdict(provider.get().validate(request.getTypeName(), Messages.fields(request.getConfig()))));
    }

    @Override
    public void validateDataSourceConfig(TypeConfig request, StreamObserver<Verdict> observer) {
        answer(
                observer,
                Messages.verdict(
                        provider.get().validateData(request.getTypeName(), Messages.fields(request.getConfig()))));
    }

    @Override
    public void validateEphemeralResourceConfig(TypeConfig request, StreamObserver<Verdict> observer) {
        answer(
                observer,
                Messages.verdict(
                        provider.get().validateEphemeral(request.getTypeName(), Messages.fields(request.getConfig()))));
    }

    @Override
    public void upgradeResourceState(UpgradeRequest request, StreamObserver<StateAnswer> observer) {
        DynamicValue unchanged = DynamicValue.newBuilder()
                .setJson(request.getRawState().getJson())
                .build();
        answer(observer, StateAnswer.newBuilder().setState(unchanged).build());
    }

    @Override
    public void readResource(ReadRequest request, StreamObserver<StateAnswer> observer) {
        Value state = provider.get()
                .read(
                        request.getTypeName(),
                        Messages.fields(request.getCurrentState()),
                        session().configuration());
        answer(
                observer,
                StateAnswer.newBuilder().setState(Messages.dynamic(state)).build());
    }

    @Override
    public void planResourceChange(PlanRequest request, StreamObserver<PlanAnswer> observer) {
        PlanAnswer.Builder answer = PlanAnswer.newBuilder().setLegacyTypeSystem(true);
        Value prior = Messages.value(request.getPriorState());
        if (Messages.value(request.getConfig()) instanceof Value.Fields config) {
            Change change = provider.get()
                    .plan(request.getTypeName(), prior, config, session().configuration());
            answer.setPlannedState(Messages.dynamic(change.planned()))
                    .addAllDiagnostics(Messages.diagnostics(change.problems()));
            if (!change.creates()) {
                change.replacing().forEach(path -> answer.addRequiresReplace(Messages.path(path)));
            }
        } else {
            answer.setPlannedState(request.getProposedNewState());
        }
        answer(observer, answer.build());
    }

    @Override
    public void applyResourceChange(ApplyRequest request, StreamObserver<ApplyAnswer> observer) {
        Session session = session();
        Context call = Context.current();
        ApplyAnswer.Builder answer = ApplyAnswer.newBuilder().setLegacyTypeSystem(true);
        Value prior = Messages.value(request.getPriorState());
        try {
            Value state = provider.get()
                    .apply(
                            request.getTypeName(),
                            prior,
                            Messages.value(request.getPlannedState()),
                            session.configuration(),
                            () -> call.isCancelled() || session.stopped());
            answer.setNewState(Messages.dynamic(state));
        } catch (Refusal refusal) {
            answer.setNewState(request.getPriorState()).addAllDiagnostics(Messages.diagnostics(problem(refusal)));
        }
        answer(observer, answer.build());
    }

    @Override
    public void importResourceState(ImportRequest request, StreamObserver<ImportAnswer> observer) {
        ImportAnswer.Builder answer = ImportAnswer.newBuilder();
        try {
            Value state = provider.get()
                    .importState(
                            request.getTypeName(), request.getId(), session().configuration());
            answer.addImportedResources(ImportAnswer.Imported.newBuilder()
                    .setTypeName(request.getTypeName())
                    .setState(Messages.dynamic(state)));
        } catch (Refusal refusal) {
            answer.addAllDiagnostics(Messages.diagnostics(problem(refusal)));
        }
        answer(observer, answer.build());
    }

    @Override
    public void readDataSource(TypeConfig request, StreamObserver<StateAnswer> observer) {
        StateAnswer.Builder answer = StateAnswer.newBuilder();
        try {
            Value state = provider.get()
                    .data(
                            request.getTypeName(),
                            Messages.fields(request.getConfig()),
                            session().configuration());
            answer.setState(Messages.dynamic(state));
        } catch (Refusal refusal) {
            answer.addAllDiagnostics(Messages.diagnostics(problem(refusal)));
        }
        answer(observer, answer.build());
    }

    @Override
    public void openEphemeralResource(TypeConfig request, StreamObserver<OpenAnswer> observer) {
        OpenAnswer.Builder answer = OpenAnswer.newBuilder();
        try {
            Value result = provider.get()
                    .open(
                            request.getTypeName(),
                            Messages.fields(request.getConfig()),
                            session().configuration());
            answer.setResult(Messages.dynamic(result));
        } catch (Refusal refusal) {
            answer.addAllDiagnostics(Messages.diagnostics(problem(refusal)));
        }
        answer(observer, answer.build());
    }

    @Override
    public void renewEphemeralResource(EphemeralHandle request, StreamObserver<Verdict> observer) {
        answer(observer, Verdict.getDefaultInstance());
    }

    @Override
    public void closeEphemeralResource(EphemeralHandle request, StreamObserver<Verdict> observer) {
        answer(observer, Verdict.getDefaultInstance());
    }

    @Override
    public void getFunctions(Nothing request, StreamObserver<FunctionsAnswer> observer) {
        answer(observer, FunctionsAnswer.getDefaultInstance());
    }

    private static List<Problem> problem(Refusal refusal) {
        return List.of(Problem.error("", String.valueOf(refusal.getMessage()), ""));
    }

    private static Session session() {
        return Session.CURRENT.get();
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }
}
