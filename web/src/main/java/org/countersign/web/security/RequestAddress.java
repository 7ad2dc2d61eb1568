package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where a request was sent to and where it comes from, as far as that can be believed: forwarding
 * headers count only when the peer itself is a trusted proxy.
 *
 * @param host lower-case name without port; empty when the request names none or a malformed one
 * @param client address of the peer, or what a trusted proxy says it was
 * @param fromHere true when the peer is this machine, asks for this machine by a loopback name and
 *     forwards for nobody; a proxy in between is enough to make it false, trusted or not
 */
record RequestAddress(String scheme, String host, int port, String client, boolean fromHere) {

    private static final Pattern HOST =
            Pattern.compile(
                    "(\\[[0-9a-f:.]{2,45}]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\\d{1,5}))?");

    static RequestAddress of(HttpServletRequest request, TrustedProxies proxies) {
        return of(
                request.getScheme(),
                request.getRemoteAddr(),
                name -> {
                    var values = request.getHeaders(name);
                    String only = null;
                    while (values != null && values.hasMoreElements()) {
                        String value = values.nextElement();
                        only = only == null ? value : only + "," + value;
                    }
                    return only;
                },
                proxies);
    }

    /**
     * @param header all values of a header joined by commas, or null
     */
    static RequestAddress of(
            String scheme, String peer, Function<String, String> header, TrustedProxies proxies) {
        String forwardedFor = header.apply("X-Forwarded-For");
        boolean forwarded =
                forwardedFor != null
                        || header.apply("Forwarded") != null
                        || header.apply("X-Forwarded-Host") != null
                        || header.apply("X-Forwarded-Proto") != null
                        || header.apply("Via") != null;
        String host = header.apply("Host");
        String client = peer;
        if (proxies.contains(peer)) {
            String forwardedHost = last(header.apply("X-Forwarded-Host"));
            host = forwardedHost.isEmpty() ? host : forwardedHost;
            scheme =
                    "https".equalsIgnoreCase(last(header.apply("X-Forwarded-Proto")))
                            ? "https"
                            : scheme;
            client = firstUntrusted(forwardedFor, peer, proxies);
        }
        var parsed = HOST.matcher(host == null ? "" : host.strip().toLowerCase(Locale.ROOT));
        String name = parsed.matches() ? parsed.group(1) : "";
        int port =
                parsed.matches() && parsed.group(2) != null
                        ? Integer.parseInt(parsed.group(2))
                        : "https".equals(scheme) ? 443 : 80;
        boolean here = !forwarded && loopback(peer) && loopbackName(name);
        return new RequestAddress(scheme, name, port, client, here);
    }

    /** Scheme, host and port as a browser writes them into {@code Origin}. */
    String origin() {
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }

    boolean https() {
        return "https".equals(scheme);
    }

    /** The nearest proxy appends; what stands before it came from farther away. */
    private static String last(String list) {
        return list == null ? "" : list.substring(list.lastIndexOf(',') + 1).strip();
    }

    private static String firstUntrusted(String list, String peer, TrustedProxies proxies) {
        if (list == null) {
            return peer;
        }
        String[] hops = list.split(",");
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!proxies.contains(hop)) {
                return hop;
            }
        }
        return peer;
    }

    private static boolean loopbackName(String name) {
        return "localhost".equals(name) || "127.0.0.1".equals(name) || "[::1]".equals(name);
    }

    private static boolean loopback(String peer) {
        try {
            // a peer address is a literal, nothing is resolved
            return InetAddress.getByName(peer).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
