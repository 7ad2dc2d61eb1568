package org.countersign.platform.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * The one outbound HTTP client.
 *
 * <p>Each hop is resolved once and connected to one of exactly the addresses that were checked; the
 * name stays in the Host header and in TLS. Redirects are followed for GET only, five at most, each
 * checked like the first address and without the caller's headers once the origin changes. There is
 * no connection reuse, no cookie, no compression, no proxy and no retry.
 */
public final class GuardedClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ADDRESSES = 4;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final String ATTEMPT = "countersign.attempt";
    private static final Pattern EXCEPTION =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+):[0-9]{1,5}");
    private static final Set<String> HARMLESS_HEADERS = Set.of("accept", "accept-language");

    private final Set<String> exceptions;
    private final NameResolver resolver;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor watchdog;

    /**
     * @param exceptions exact {@code host:port} entries that may be private and may speak plain
     *     http; blank entries are ignored
     */
    public GuardedClient(Collection<String> exceptions) {
        this(exceptions, NameResolver.SYSTEM, SSLContexts.createDefault());
    }

    GuardedClient(Collection<String> exceptions, NameResolver resolver, SSLContext tls) {
        this.exceptions =
                exceptions.stream()
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .map(GuardedClient::requireException)
                        .collect(Collectors.toUnmodifiableSet());
        this.resolver = resolver;
        this.http = build(tls);
        this.watchdog =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "countersign-outbound-watchdog");
                            thread.setDaemon(true);
                            return thread;
                        });
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends the request and reads the whole answer, whatever its status.
     *
     * @param gate asked after the connection stands, right before the first byte of each hop
     * @throws OutboundException if there is no answer
     * @throws RuntimeException whatever the gate threw; then nothing was sent
     */
    public OutboundAnswer send(OutboundRequest request, Gate gate) throws OutboundException {
        long deadline = System.nanoTime() + request.limits().total().toNanos();
        URI uri = request.uri();
        boolean sameOrigin = true;
        for (int hop = 0; ; hop++) {
            OutboundAnswer answer = exchange(request, uri, sameOrigin, gate, deadline);
            Optional<URI> next = redirect(request, answer);
            if (next.isEmpty()) {
                return answer;
            }
            if (hop == MAX_REDIRECTS) {
                throw OutboundException.forbidden("more than " + MAX_REDIRECTS + " redirects");
            }
            if (uri.getScheme().equalsIgnoreCase("https")
                    && !"https".equalsIgnoreCase(next.get().getScheme())) {
                throw OutboundException.forbidden("a redirect away from https");
            }
            sameOrigin = sameOrigin && origin(uri).equals(origin(next.get()));
            uri = next.get();
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }

    private OutboundAnswer exchange(
            OutboundRequest request, URI uri, boolean sameOrigin, Gate gate, long deadline)
            throws OutboundException {
        Target target = check(uri);
        OutboundException last = null;
        for (InetAddress address : target.addresses()) {
            Attempt attempt = new Attempt(gate);
            try {
                return exchange(request, uri, target.at(address), sameOrigin, attempt, deadline);
            } catch (OutboundException e) {
                if (attempt.started || e.kind() != OutboundException.Kind.UNREACHABLE) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    private OutboundAnswer exchange(
            OutboundRequest request,
            URI uri,
            HttpHost host,
            boolean sameOrigin,
            Attempt attempt,
            long deadline)
            throws OutboundException {
        long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (remaining <= 0) {
            throw new OutboundException(
                    OutboundException.Kind.TIMEOUT,
                    false,
                    "out of time before " + uri.getHost(),
                    null);
        }
        HttpUriRequestBase message = message(request, uri, sameOrigin, remaining);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ATTEMPT, attempt);
        Future<?> alarm =
                watchdog.schedule(
                        () -> {
                            attempt.late = true;
                            message.cancel();
                        },
                        remaining,
                        TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = http.executeOpen(host, message, context)) {
            byte[] body = body(response, request.limits().answerBytes());
            return new OutboundAnswer(uri, response.getCode(), headers(response), body);
        } catch (TooLarge e) {
            throw new OutboundException(
                    OutboundException.Kind.TOO_LARGE,
                    true,
                    "the answer is longer than " + request.limits().answerBytes() + " bytes",
                    e);
        } catch (IOException e) {
            throw failure(uri, attempt, e);
        } finally {
            alarm.cancel(false);
        }
    }

    private static OutboundException failure(URI uri, Attempt attempt, IOException cause) {
        OutboundException.Kind kind;
        if (attempt.late || (attempt.started && cause instanceof InterruptedIOException)) {
            kind = OutboundException.Kind.TIMEOUT;
        } else if (attempt.started) {
            kind = OutboundException.Kind.BROKEN;
        } else {
            kind = OutboundException.Kind.UNREACHABLE;
        }
        return new OutboundException(
                kind,
                attempt.started,
                kind + " " + uri.getHost() + ": " + cause.getMessage(),
                cause);
    }

    private Target check(URI uri) throws OutboundException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw OutboundException.forbidden("not http or https: " + scheme);
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw OutboundException.forbidden("no plain host name in the address");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = port(uri);
        boolean excepted = exceptions.contains(host + ":" + port);
        if (scheme.equals("http") && !excepted) {
            throw OutboundException.forbidden("https only: " + host);
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(name);
        } catch (UnknownHostException e) {
            throw new OutboundException(
                    OutboundException.Kind.UNREACHABLE, false, "unknown host " + name, e);
        }
        if (addresses.isEmpty()) {
            throw new OutboundException(
                    OutboundException.Kind.UNREACHABLE, false, "no address for " + name, null);
        }
        // one private address among public ones is an attack or a mistake, never a choice
        if (!excepted && !addresses.stream().allMatch(PublicAddress::is)) {
            throw OutboundException.forbidden("not a public address: " + name);
        }
        return new Target(scheme, name, port, addresses.stream().limit(MAX_ADDRESSES).toList());
    }

    private static Optional<URI> redirect(OutboundRequest request, OutboundAnswer answer)
            throws OutboundException {
        boolean moved =
                switch (answer.status()) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        Optional<String> location = answer.header("location");
        if (!moved || location.isEmpty() || !request.method().equals("GET")) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.uri().resolve(location.get()));
        } catch (IllegalArgumentException e) {
            throw OutboundException.forbidden("a redirect to no address");
        }
    }

    private static HttpUriRequestBase message(
            OutboundRequest request, URI uri, boolean sameOrigin, long remainingMillis) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), uri);
        request.headers()
                .forEach(
                        (name, value) -> {
                            boolean ofEntity = name.equals("content-type");
                            if (!ofEntity && (sameOrigin || HARMLESS_HEADERS.contains(name))) {
                                message.setHeader(name, value);
                            }
                        });
        message.setHeader("Connection", "close");
        if (request.body() != null) {
            String type = request.headers().get("content-type");
            message.setEntity(new ByteArrayEntity(request.body(), ContentType.parseLenient(type)));
        }
        message.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofMilliseconds(remainingMillis))
                        .setResponseTimeout(Timeout.ofMilliseconds(remainingMillis))
                        .setRedirectsEnabled(false)
                        .setExpectContinueEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build());
        return message;
    }

    private static byte[] body(ClassicHttpResponse response, int limit) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        if (response.getEntity().getContentLength() > limit) {
            throw new TooLarge();
        }
        InputStream content = response.getEntity().getContent();
        byte[] body = content.readNBytes(limit);
        if (body.length == limit && content.read() >= 0) {
            throw new TooLarge();
        }
        return body;
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }

    private static String origin(URI uri) {
        return (uri.getScheme() + "://" + uri.getHost() + ":" + port(uri)).toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static String requireException(String entry) {
        if (!EXCEPTION.matcher(entry).matches()) {
            throw new IllegalArgumentException("not an exact host:port: " + entry);
        }
        return entry;
    }

    private static CloseableHttpClient build(SSLContext tls) {
        Http1Config http1 =
                Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();
        return HttpClientBuilder.create()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(64)
                                .setMaxConnPerRoute(16)
                                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                                .setDefaultTlsConfig(
                                        TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(CONNECT)
                                                .setSocketTimeout(Timeout.ofSeconds(30))
                                                .build())
                                .setConnectionFactory(
                                        ManagedHttpClientConnectionFactory.builder()
                                                .http1Config(http1)
                                                .build())
                                .setDnsResolver(new NoResolution())
                                .build())
                .setRequestExecutor(new GatedExecutor())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("Countersign")
                .build();
    }

    private record Target(String scheme, String name, int port, List<InetAddress> addresses) {

        HttpHost at(InetAddress address) {
            return new HttpHost(scheme, address, name, port);
        }
    }

    /** What became of one try; written by the calling thread, {@code late} by the watchdog. */
    private static final class Attempt {

        private final Gate gate;
        private boolean started;
        private volatile boolean late;

        Attempt(Gate gate) {
            this.gate = gate;
        }
    }

    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Every target carries its checked address, so a look-up here would be one behind our back. */
    private static final class NoResolution implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("unchecked look-up of " + host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException("unchecked look-up of " + host);
        }
    }

    /** Runs on a standing connection: asks the gate, then writes. */
    private static final class GatedExecutor extends HttpRequestExecutor {

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback informed,
                HttpContext context)
                throws IOException, HttpException {
            Attempt attempt = (Attempt) context.getAttribute(ATTEMPT);
            try {
                attempt.gate.open();
                attempt.started = true;
                try {
                    connection.sendRequestHeader(request);
                    connection.flush();
                } finally {
                    attempt.gate.firstByteOut();
                }
                if (request.getEntity() != null) {
                    connection.sendRequestEntity(request);
                }
                connection.flush();
                return receive(connection);
            } catch (HttpException | IOException | RuntimeException e) {
                connection.close(CloseMode.IMMEDIATE);
                throw e;
            } catch (Error e) {
                // the library would shut the client down for good
                connection.close(CloseMode.IMMEDIATE);
                throw new IllegalStateException("a request broke off", e);
            }
        }

        private static ClassicHttpResponse receive(HttpClientConnection connection)
                throws IOException, HttpException {
            for (int informational = 0; informational < 10; informational++) {
                ClassicHttpResponse response = connection.receiveResponseHeader();
                int status = response.getCode();
                if (status < 200) {
                    continue;
                }
                if (status != 204 && status != 304) {
                    connection.receiveResponseEntity(response);
                }
                return response;
            }
            throw new ProtocolException("no final answer");
        }
    }
}
