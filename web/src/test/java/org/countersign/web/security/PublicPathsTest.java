package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.countersign.web.security.PublicPaths.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPathsTest {

    @ParameterizedTest
    @CsvSource({
        "GET,  /health,                             MANAGEMENT",
        "GET,  /health/ready,                       MANAGEMENT",
        "GET,  /metrics,                            MANAGEMENT",
        "GET,  /metrics/base,                       MANAGEMENT",
        "GET,  /media/ab/cd,                        MEDIA",
        "POST, /media,                              MEDIA",
        "POST, /backchannel-logout/harbour,         BACK_CHANNEL",
        "GET,  /callback,                           ADAPTER",
        "GET,  /sign-in,                            ADAPTER",
        "POST, /sign-out,                           ADAPTER",
        "GET,  /signed-out,                         ADAPTER",
        "GET,  /api/v1,                             API_OPEN",
        "HEAD, /api/v1,                             API_OPEN",
        "GET,  /openapi,                            API_OPEN",
        "GET,  /jakarta.faces.resource/app.css.xhtml, OPEN",
        "GET,  /favicon.ico,                        OPEN",
        "GET,  /look/accent.css,                    OPEN",
        "GET,  /look/logo,                          OPEN",
        "HEAD, /look/preview.css,                   OPEN",
        "GET,  /robots.txt,                         OPEN",
        "POST, /preferences,                        OPEN",
    })
    void whatOpensWithoutAPersonIsThisAndNoMore(String method, String path, Door door) {
        assertThat(PublicPaths.door(method, path)).isEqualTo(door);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,    /api/v1",
        "OPTIONS, /api/v1",
        "GET,     /api",
        "GET,     /api/v2",
        "GET,     /api/v1/posts",
        "POST,    /api/v1/posts",
        "DELETE,  /api/v1/posts/1",
        "POST,    /openapi",
        "GET,     /openapi/x",
    })
    void restOfTheApiNeedsAToken(String method, String path) {
        assertThat(PublicPaths.door(method, path)).isEqualTo(Door.API);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     /",
        "GET,     /index.xhtml",
        "POST,    /index.xhtml",
        "GET,     /healthy",
        "GET,     /metricsx",
        "GET,     /mediation",
        "GET,     /apiary",
        "GET,     /openapix",
        "GET,     /callback/x",
        "POST,    /callback",
        "GET,     /sign-out",
        "POST,    /sign-in",
        "GET,     /preferences",
        "GET,     /backchannel-logout/harbour",
        "POST,    /backchannel-logout",
        "POST,    /jakarta.faces.resource/app.css.xhtml",
        "GET,     /jakarta.faces.resource",
        "OPTIONS, /index.xhtml",
        "GET,     /favicon.ico/x",
        "GET,     /look",
        "GET,     /look/logo/x",
        "POST,    /look/logo",
        "GET,     /API/v1",
        "GET,     /nowhere",
    })
    void everythingElseIsClosed(String method, String path) {
        assertThat(PublicPaths.door(method, path)).isEqualTo(Door.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/..;/x",
                "/index.xhtml;jsessionid=1",
                "//index.xhtml",
                "/a//b",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/a/%2e%2e/b",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a%3bb",
                "/a%00",
                "/a%0a",
                "/a%252e",
                "/a%",
                "/a%g1",
                "/a\\b",
                "*",
                "http://other/a",
            })
    void requestLineThatCanBeReadTwoWaysIsNotRead(String uri) {
        assertThat(PublicPaths.path(uri, uri, null)).isEmpty();
    }

    @Test
    void pathIsWhatTheContainerDispatchesBy() {
        assertThat(PublicPaths.path("/api/v1/a%20b", "/api", "/v1/a b")).contains("/api/v1/a b");
        assertThat(PublicPaths.path("/", "", null)).contains("/");
        assertThat(PublicPaths.path("/x.xhtml", "/x.xhtml", null)).contains("/x.xhtml");
        assertThat(PublicPaths.path("/ok", "/..", "/x")).isEmpty();
    }

    @Test
    void onlyUsualMethodsAreAnswered() {
        assertThat(Stream.of("TRACE", "CONNECT", "get", "PROPFIND", ""))
                .noneMatch(PublicPaths::knownMethod);
        assertThat(Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
                .allMatch(PublicPaths::knownMethod);
    }
}
