package org.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedClientTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private HttpServer server;
    private String authority;
    private GuardedClient client;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.start();
        authority = "127.0.0.1:" + server.getAddress().getPort();
        client = new GuardedClient(Set.of(authority));
        answer(
                "/echo",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
                    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                });
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void sendsJsonAndBytes() throws OutboundException {
        OutboundAnswer json =
                client.send(
                        OutboundRequest.post(
                                at("/echo"), Json.createObjectBuilder().add("a", 1).build()),
                        Gate.NONE);
        OutboundAnswer bytes =
                client.send(
                        OutboundRequest.put(at("/echo?q=1"), "image/png", new byte[100_000]),
                        Gate.NONE);

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.text()).isEqualTo("{\"a\":1}");
        assertThat(bytes.header("x-method")).contains("PUT");
        assertThat(bytes.bytes()).hasSize(100_000);
        assertThat(seen)
                .containsExactly("POST /echo application/json 7", "PUT /echo?q=1 image/png 100000");
    }

    @Test
    void refusesEveryAddressThatIsNotPublicWhateverItsSpelling() {
        for (String address :
                List.of(
                        "https://127.0.0.1/",
                        "https://2130706433/",
                        "https://[::1]/",
                        "https://[::ffff:10.0.0.1]/",
                        "https://localhost/",
                        "https://169.254.169.254/latest/meta-data/",
                        "https://127.0.0.1:" + (server.getAddress().getPort() + 1) + "/")) {
            assertForbidden(address);
        }
    }

    @Test
    void refusesOtherSchemesPlainHttpAndHiddenNames() {
        assertForbidden("http://1.1.1.1/");
        assertForbidden("ftp://1.1.1.1/");
        assertForbidden("file:///etc/passwd");
        assertForbidden("https://" + authority + "@1.1.1.1/");
        assertForbidden("https:/echo");
    }

    @Test
    void refusesANameWithOnePrivateAddressAmongPublicOnes() {
        GuardedClient mixed =
                new GuardedClient(
                        Set.of(),
                        host -> List.of(ip("1.1.1.1"), ip("10.0.0.1")),
                        SSLContexts.createDefault());
        try (mixed) {
            assertThatThrownBy(
                            () ->
                                    mixed.send(
                                            OutboundRequest.get(URI.create("https://a.example/")),
                                            Gate.NONE))
                    .isInstanceOfSatisfying(
                            OutboundException.class,
                            e -> assertThat(e.kind()).isEqualTo(OutboundException.Kind.FORBIDDEN));
        }
    }

    @Test
    void resolvesOnceAndConnectsToWhatWasChecked() throws OutboundException {
        AtomicInteger asked = new AtomicInteger();
        int port = server.getAddress().getPort();
        NameResolver rebinding =
                host -> {
                    assertThat(host).isEqualTo("pds.test");
                    return List.of(asked.getAndIncrement() == 0 ? LOOPBACK : ip("192.0.2.1"));
                };
        try (GuardedClient named =
                new GuardedClient(
                        Set.of("pds.test:" + port), rebinding, SSLContexts.createDefault())) {
            OutboundAnswer answer =
                    named.send(
                            OutboundRequest.get(URI.create("http://pds.test:" + port + "/echo")),
                            Gate.NONE);
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(asked).hasValue(1);
        assertThat(seen).containsExactly("GET /echo host=pds.test:" + port);
    }

    @Test
    void triesTheNextAddressOnlyWhileNothingWasSent() throws OutboundException {
        int port = server.getAddress().getPort();
        AtomicInteger opened = new AtomicInteger();
        try (GuardedClient named =
                new GuardedClient(
                        Set.of("pds.test:" + port),
                        host -> List.of(ip("127.0.0.2"), LOOPBACK),
                        SSLContexts.createDefault())) {
            OutboundAnswer answer =
                    named.send(
                            OutboundRequest.get(URI.create("http://pds.test:" + port + "/echo")),
                            counting(opened, new AtomicInteger()));
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void checksARedirectLikeAFirstAddress() {
        redirect("/inside", "http://169.254.169.254/latest/");
        redirect("/other-port", "https://127.0.0.1:1/");
        redirect("/scheme", "file:///etc/passwd");

        assertForbidden("http://" + authority + "/inside");
        assertForbidden("http://" + authority + "/other-port");
        assertForbidden("http://" + authority + "/scheme");
    }

    @Test
    void followsARedirectWithinTheOriginAndBoundsTheirNumber() throws OutboundException {
        redirect("/moved", "/echo");
        redirect("/loop", "/loop");

        assertThat(client.send(OutboundRequest.get(at("/moved")), Gate.NONE).uri())
                .isEqualTo(at("/echo"));
        assertForbidden("http://" + authority + "/loop");
    }

    @Test
    void neverFollowsARedirectOfAWrite() throws OutboundException {
        redirect("/moved", "/echo");
        OutboundAnswer answer =
                client.send(
                        OutboundRequest.post(at("/moved"), "text/plain", new byte[1]), Gate.NONE);
        assertThat(answer.status()).isEqualTo(307);
    }

    @Test
    void keepsCredentialsFromAnotherOrigin() throws IOException, OutboundException {
        HttpServer other = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        List<String> received = new ArrayList<>();
        other.createContext(
                "/",
                exchange -> {
                    received.add(
                            exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Accept"));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        other.start();
        String elsewhere = "127.0.0.1:" + other.getAddress().getPort();
        redirect("/away", "http://" + elsewhere + "/");
        try (GuardedClient both = new GuardedClient(List.of(authority, elsewhere))) {
            both.send(
                    OutboundRequest.get(at("/away")).bearer("secret").with("Accept", "text/html"),
                    Gate.NONE);
        } finally {
            other.stop(0);
        }
        assertThat(received).containsExactly("null text/html");
    }

    @Test
    void capsTheAnswerWithAndWithoutALength() {
        answer(
                "/known",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1001);
                    exchange.getResponseBody().write(new byte[1001]);
                });
        answer(
                "/chunked",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[1001]);
                });
        OutboundLimits small = new OutboundLimits(1000, Duration.ofSeconds(20));
        for (String path : List.of("/known", "/chunked")) {
            OutboundException e =
                    catchThrowableOfType(
                            OutboundException.class,
                            () ->
                                    client.send(
                                            OutboundRequest.get(at(path)).within(small),
                                            Gate.NONE));
            assertThat(e.kind()).isEqualTo(OutboundException.Kind.TOO_LARGE);
            assertThat(e.mayHaveArrived()).isTrue();
        }
    }

    @Test
    void endsACallWhoseAnswerDripsForEver() throws IOException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try (ServerSocket slow = new ServerSocket(0, 1, LOOPBACK)) {
            Thread drip = new Thread(() -> drip(slow, done));
            drip.start();
            String target = "127.0.0.1:" + slow.getLocalPort();
            long begin = System.nanoTime();
            try (GuardedClient patient = new GuardedClient(Set.of(target))) {
                OutboundException e =
                        catchThrowableOfType(
                                OutboundException.class,
                                () ->
                                        patient.send(
                                                OutboundRequest.get(URI.create("http://" + target))
                                                        .within(
                                                                new OutboundLimits(
                                                                        1000,
                                                                        Duration.ofMillis(300))),
                                                Gate.NONE));
                assertThat(e.kind()).isEqualTo(OutboundException.Kind.TIMEOUT);
                assertThat(e.mayHaveArrived()).isTrue();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(5));
            done.await();
        }
    }

    @Test
    void asksTheGateAfterConnectingAndLetsGoAfterTheFirstFlush()
            throws IOException, OutboundException, InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK)) {
            Thread peer =
                    new Thread(
                            () -> {
                                try (Socket socket = listening.accept()) {
                                    accepted.countDown();
                                    InputStream in = socket.getInputStream();
                                    in.read();
                                    order.add("first byte");
                                    // the answer waits for firstByteOut: it must not need the
                                    // answer
                                    released.await();
                                    in.readNBytes(in.available());
                                    socket.getOutputStream()
                                            .write(
                                                    "HTTP/1.1 204 No Content\r\n\r\n"
                                                            .getBytes(StandardCharsets.US_ASCII));
                                } catch (IOException | InterruptedException e) {
                                    order.add(e.toString());
                                }
                            });
            peer.start();
            String target = "127.0.0.1:" + listening.getLocalPort();
            Gate gate =
                    new Gate() {
                        @Override
                        public void open() {
                            try {
                                accepted.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            order.add("open");
                        }

                        @Override
                        public void firstByteOut() {
                            released.countDown();
                        }
                    };
            try (GuardedClient gated = new GuardedClient(Set.of(target))) {
                gated.send(OutboundRequest.get(URI.create("http://" + target + "/")), gate);
            }
            peer.join();
        }
        assertThat(order).containsExactly("open", "first byte");
    }

    @Test
    void sendsNothingThroughAClosedGate() {
        AtomicInteger released = new AtomicInteger();
        Gate closed =
                new Gate() {
                    @Override
                    public void open() {
                        throw new IllegalStateException("held");
                    }

                    @Override
                    public void firstByteOut() {
                        released.incrementAndGet();
                    }
                };
        assertThatThrownBy(() -> client.send(OutboundRequest.get(at("/echo")), closed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("held");
        assertThat(seen).isEmpty();
        assertThat(released).hasValue(0);
    }

    @Test
    void noFailureUsesUpConnections() throws OutboundException {
        answer(
                "/long",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[100_000]);
                });
        OutboundLimits small = new OutboundLimits(10, Duration.ofSeconds(20));
        Gate closed =
                new Gate() {
                    @Override
                    public void open() {
                        throw new AssertionError("not even this");
                    }

                    @Override
                    public void firstByteOut() {
                        // never opened
                    }
                };
        for (int i = 0; i < 80; i++) {
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            OutboundRequest.get(at("/long")).within(small),
                                            Gate.NONE))
                    .isInstanceOf(OutboundException.class);
            assertThatThrownBy(() -> client.send(OutboundRequest.get(at("/echo")), closed))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(client.send(OutboundRequest.get(at("/echo")), Gate.NONE).status())
                .isEqualTo(200);
    }

    @Test
    void letsGoOfTheGateExactlyOncePerOpening() throws OutboundException {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        redirect("/moved", "/echo");
        client.send(OutboundRequest.get(at("/moved")), counting(opened, released));
        assertThat(opened).hasValue(2);
        assertThat(released).hasValue(2);
    }

    @Test
    void knowsThatNothingArrivedWhereNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            free = socket.getLocalPort();
        }
        AtomicInteger opened = new AtomicInteger();
        try (GuardedClient alone = new GuardedClient(Set.of("127.0.0.1:" + free))) {
            OutboundException e =
                    catchThrowableOfType(
                            OutboundException.class,
                            () ->
                                    alone.send(
                                            OutboundRequest.get(
                                                    URI.create("http://127.0.0.1:" + free + "/")),
                                            counting(opened, new AtomicInteger())));
            assertThat(e.kind()).isEqualTo(OutboundException.Kind.UNREACHABLE);
            assertThat(e.mayHaveArrived()).isFalse();
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void cannotTellWhatBecameOfARequestWhoseConnectionBroke() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, LOOPBACK)) {
            Thread peer =
                    new Thread(
                            () -> {
                                try (Socket socket = rude.accept()) {
                                    socket.getInputStream().read();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            peer.start();
            String target = "127.0.0.1:" + rude.getLocalPort();
            try (GuardedClient other = new GuardedClient(Set.of(target))) {
                OutboundException e =
                        catchThrowableOfType(
                                OutboundException.class,
                                () ->
                                        other.send(
                                                OutboundRequest.get(
                                                        URI.create("http://" + target + "/")),
                                                Gate.NONE));
                assertThat(e.kind()).isEqualTo(OutboundException.Kind.BROKEN);
                assertThat(e.mayHaveArrived()).isTrue();
            }
        }
    }

    @Test
    void checksTheCertificateAgainstTheNameWhileTheAddressIsPinned(@TempDir Path folder)
            throws Exception {
        SSLContext tls = selfSigned(folder, "pds.test");
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        secure.start();
        int port = secure.getAddress().getPort();
        try (GuardedClient named =
                new GuardedClient(
                        List.of("pds.test:" + port, "other.test:" + port),
                        host -> List.of(LOOPBACK),
                        tls)) {
            OutboundRequest right =
                    OutboundRequest.get(URI.create("https://pds.test:" + port + "/"));
            OutboundRequest wrong =
                    OutboundRequest.get(URI.create("https://other.test:" + port + "/"));

            assertThat(named.send(right, Gate.NONE).status()).isEqualTo(204);
            OutboundException e =
                    catchThrowableOfType(
                            OutboundException.class, () -> named.send(wrong, Gate.NONE));
            assertThat(e.mayHaveArrived()).isFalse();
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void refusesHeadersThatBreakOutOfTheirLine() {
        OutboundRequest request = OutboundRequest.get(at("/echo"));
        assertThatThrownBy(() -> request.with("X-A", "b\r\nX-C: d"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.with("X A", "b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.with("Host", "elsewhere"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoCredentialsWhenPrinted() {
        assertThat(
                        OutboundRequest.get(URI.create("https://a.example/x?token=secret"))
                                .bearer("secret")
                                .toString())
                .isEqualTo("GET https://a.example/x");
    }

    @Test
    void takesOnlyExactExceptions() {
        for (String entry : List.of("*:80", "127.0.0.1", "10.0.0.0/8:80", "http://a:80")) {
            assertThatThrownBy(() -> new GuardedClient(Set.of(entry)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void assertForbidden(String address) {
        OutboundException e =
                catchThrowableOfType(
                        OutboundException.class,
                        () -> client.send(OutboundRequest.get(URI.create(address)), Gate.NONE));
        assertThat(e).as(address).isNotNull();
        assertThat(e.kind()).as(address).isEqualTo(OutboundException.Kind.FORBIDDEN);
    }

    private void answer(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        seen.add(line(exchange));
                        handler.handle(exchange);
                    }
                });
    }

    private static String line(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String start = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " ";
        return type == null
                ? start + "host=" + exchange.getRequestHeaders().getFirst("Host")
                : start + type + " " + exchange.getRequestHeaders().getFirst("Content-Length");
    }

    private void redirect(String path, String location) {
        answer(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", location);
                    exchange.sendResponseHeaders(307, -1);
                });
    }

    private URI at(String path) {
        return URI.create("http://" + authority + path);
    }

    private static InetAddress ip(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static Gate counting(AtomicInteger opened, AtomicInteger released) {
        return new Gate() {
            @Override
            public void open() {
                opened.incrementAndGet();
            }

            @Override
            public void firstByteOut() {
                released.incrementAndGet();
            }
        };
    }

    private static void drip(ServerSocket listening, CountDownLatch done) {
        try (Socket socket = listening.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            // slow enough for no limit of length to end it, steady enough for no read to time out
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            done.countDown();
        }
    }

    private static SSLContext selfSigned(Path folder, String name) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:" + name)
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory mine =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
