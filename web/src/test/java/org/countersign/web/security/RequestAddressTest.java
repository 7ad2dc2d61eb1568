package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAddressTest {

    static final TrustedProxies NONE = TrustedProxies.of("");
    static final TrustedProxies PROXY = TrustedProxies.of("10.0.0.0/8, ::1");

    private static RequestAddress from(
            String peer, TrustedProxies proxies, Map<String, String> headers) {
        return RequestAddress.of("http", peer, headers::get, proxies);
    }

    @Test
    void hostHeaderNamesTheHost() {
        var address = from("127.0.0.1", NONE, Map.of("Host", "Harbour.localhost:8080"));

        assertThat(address.host()).isEqualTo("harbour.localhost");
        assertThat(address.port()).isEqualTo(8080);
        assertThat(address.origin()).isEqualTo("http://harbour.localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a/b", "a@b", "a:b", "-a", "a,b", "a:1:2", "a\u0000", "a..b:x"})
    void malformedHostIsNoHost(String host) {
        assertThat(from("127.0.0.1", NONE, Map.of("Host", host)).host()).isEmpty();
    }

    @Test
    void forwardingHeadersOfStrangersAreIgnored() {
        var address =
                from(
                        "192.0.2.1",
                        PROXY,
                        Map.of(
                                "Host", "lumen.localhost",
                                "X-Forwarded-Host", "harbour.localhost",
                                "X-Forwarded-Proto", "https",
                                "X-Forwarded-For", "127.0.0.1"));

        assertThat(address.host()).isEqualTo("lumen.localhost");
        assertThat(address.https()).isFalse();
        assertThat(address.client()).isEqualTo("192.0.2.1");
    }

    @Test
    void trustedProxyIsBelieved() {
        var address =
                from(
                        "10.1.2.3",
                        PROXY,
                        Map.of(
                                "Host", "10.0.0.9:8080",
                                "X-Forwarded-Host", "harbour.example",
                                "X-Forwarded-Proto", "https",
                                "X-Forwarded-For", "198.51.100.7"));

        assertThat(address.host()).isEqualTo("harbour.example");
        assertThat(address.origin()).isEqualTo("https://harbour.example");
        assertThat(address.client()).isEqualTo("198.51.100.7");
    }

    @Test
    void whatAClientForgesInFrontOfAProxyIsNotBelieved() {
        var address =
                from(
                        "10.1.2.3",
                        PROXY,
                        Map.of(
                                "Host", "x",
                                "X-Forwarded-Host", "forged.example, harbour.example",
                                "X-Forwarded-For", "127.0.0.1, 198.51.100.7, 10.9.9.9"));

        assertThat(address.host()).isEqualTo("harbour.example");
        assertThat(address.client()).isEqualTo("198.51.100.7");
    }

    @Test
    void onlyADirectCallByALoopbackNameIsFromHere() {
        assertThat(from("127.0.0.1", NONE, Map.of("Host", "127.0.0.1:8080")).fromHere()).isTrue();
        assertThat(from("::1", NONE, Map.of("Host", "[::1]:8080")).fromHere()).isTrue();
        assertThat(from("127.0.0.1", NONE, Map.of("Host", "localhost")).fromHere()).isTrue();
        assertThat(from("192.0.2.1", NONE, Map.of("Host", "127.0.0.1")).fromHere()).isFalse();
        assertThat(from("127.0.0.1", NONE, Map.of("Host", "harbour.localhost")).fromHere())
                .isFalse();
        assertThat(from("127.0.0.1", NONE, Map.of("Host", "evil.example")).fromHere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "Forwarded",
                "Via"
            })
    void whoeverForwardsIsNotFromHereTrustedOrNot(String header) {
        var headers = Map.of("Host", "127.0.0.1", header, "127.0.0.1");

        assertThat(from("127.0.0.1", NONE, headers).fromHere()).isFalse();
        assertThat(from("::1", PROXY, headers).fromHere()).isFalse();
    }

    @Test
    void networksMatchByTheirBits() {
        var proxies = TrustedProxies.of("192.0.2.128/25, 2001:db8::/32,198.51.100.1");

        assertThat(proxies.contains("192.0.2.129")).isTrue();
        assertThat(proxies.contains("192.0.2.127")).isFalse();
        assertThat(proxies.contains("2001:db8:1::1")).isTrue();
        assertThat(proxies.contains("2001:db9::1")).isFalse();
        assertThat(proxies.contains("198.51.100.1")).isTrue();
        assertThat(proxies.contains("unknown")).isFalse();
        assertThat(proxies.contains("localhost")).isFalse();
        assertThat(NONE.contains("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129"})
    void whatIsNoNetworkIsNotConfigured(String entry) {
        assertThatThrownBy(() -> TrustedProxies.of(entry))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
