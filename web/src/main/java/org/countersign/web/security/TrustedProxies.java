package org.countersign.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses whose {@code X-Forwarded-*} headers are believed. */
final class TrustedProxies {

    private final List<Network> networks;

    private record Network(byte[] address, int bits) {

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * @param list addresses and CIDR blocks, separated by commas; blank for none
     * @throws IllegalArgumentException for anything else, host names included
     */
    static TrustedProxies of(String list) {
        var networks = new ArrayList<Network>();
        for (String entry : list.split(",")) {
            if (!entry.isBlank()) {
                networks.add(network(entry.strip()));
            }
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    boolean contains(String address) {
        byte[] bytes;
        try {
            bytes = literal(address);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        byte[] address = literal(slash < 0 ? entry : entry.substring(0, slash));
        int most = address.length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(entry.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("not a network: " + entry);
        }
        return new Network(address, bits);
    }

    /** Literals only: a name would be resolved, and by whom is not ours to say. */
    static byte[] literal(String address) {
        boolean looksRight =
                address.indexOf(':') >= 0
                        ? address.matches("[0-9a-fA-F:.]+")
                        : address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!looksRight) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an address: " + address, malformed);
        }
    }
}
