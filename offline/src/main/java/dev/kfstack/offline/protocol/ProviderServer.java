package dev.kfstack.offline.protocol;

import dev.kfstack.offline.provider.Provider;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One provider on one port of the loopback interface. Only threads that do not keep the JVM alive serve it. */
public final class ProviderServer implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 256 << 20;
    private static final Attributes.Key<Session> SESSION = Attributes.Key.create("session");

    // terraform opens a bare connection and closes it to see whether anybody listens, which is logged as a failure; the
    // field keeps the logger, and with it the level, from being collected
    private static final Logger TRANSPORT = Logger.getLogger("io.grpc.okhttp.OkHttpServerTransport");

    static {
        TRANSPORT.setLevel(Level.OFF);
    }

    private final ExecutorService threads;
    private final Server server;

    private ProviderServer(ExecutorService threads, Server server) {
        this.threads = threads;
        this.server = server;
    }

    /**
     * Starts to listen at once, and to make the provider, for which its schema is read, at the same time.
     *
     * @param name of the provider
     */
    public static ProviderServer start(String name, Supplier<Provider> maker) throws IOException {
        Once<Provider> provider = new Once<>(maker);
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "offline-" + name);
            thread.setDaemon(true);
            return thread;
        });
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Server server = OkHttpServerBuilder.forPort(loopback, InsecureServerCredentials.create())
                .executor(threads)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addTransportFilter(new SessionOfConnection())
                .intercept(new SessionInContext())
                .addService(new ProviderService(provider))
                .build();
        try {
            ProviderServer started = new ProviderServer(threads, server.start());
            threads.execute(provider::get);
            return started;
        } catch (IOException e) {
            threads.shutdownNow();
            throw e;
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class SessionOfConnection extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            return attributes.toBuilder().set(SESSION, new Session()).build();
        }
    }

    private static final class SessionInContext implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Session session = call.getAttributes().get(SESSION);
            Context context = Context.current().withValue(Session.CURRENT, session);
            return Contexts.interceptCall(context, call, headers, next);
        }
    }
}
