package org.countersign.acceptance.signin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Waiting;

/**
 * What an installation with many agencies costs: seconds to provision one, how long signing in
 * takes, and Keycloak's memory, at the start and after each hundred. In the package of {@link Tab},
 * which signs in as a browser does.
 */
public final class ManyAgencies {

    private static final int TIMES = 15;
    private static final int STEP = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private ManyAgencies() {}

    /**
     * @param wanted how many agencies; they stay in the data directory of the run
     */
    public static void run(int wanted) {
        var olga = Api.as("operator", "olga");
        System.out.printf("%nAgencies, with %d processors%n", Runtime.getRuntime().availableProcessors());
        report(0, 0, List.of("harbour"));
        List<String> slugs = new ArrayList<>();
        long began = System.nanoTime();
        int reported = 0;
        for (int made = 1; made <= wanted; made++) {
            slugs.add(provision(made));
            if (made % STEP == 0 || made == wanted) {
                double each = (System.nanoTime() - began) / 1e9 / (made - reported);
                reported = made;
                report(made, each, slugs.subList(Math.max(0, slugs.size() - TIMES), slugs.size()));
                System.out.printf(Locale.ROOT, "    operator's list %.0f ms%n", median(() -> olga.get("/api/v1/operator/agencies?limit=25").expect(200)));
                began = System.nanoTime();
            }
        }
    }

    private static String provision(int number) {
        var olga = Api.as("operator", "olga");
        String slug = String.format(Locale.ROOT, "many%03d", number);
        String path = "/api/v1/operator/agencies";
        String id =
                olga.post(
                                path,
                                Json.createObjectBuilder()
                                        .add("slug", slug)
                                        .add("name", "Agency " + number)
                                        .add("ownerName", "Owner " + number)
                                        .add("ownerMail", "owner@" + slug + ".test")
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id");
        Waiting.until(
                slug,
                PATIENCE,
                () -> olga.get(path + "/" + id).expect(200).json(),
                (JsonObject a) -> a.getString("task").equals("DONE"));
        return slug;
    }

    private static void report(int made, double secondsEach, List<String> fresh) {
        System.out.printf(
                Locale.ROOT,
                "  %3d more: %.1f s an agency; sign-in %.0f ms; first sign-in page of a realm %.0f ms; Keycloak %d MB, application %d MB%n",
                made,
                secondsEach,
                median(ManyAgencies::signIn),
                first(fresh),
                resident("keycloak"),
                resident("application"));
    }

    /** From the desk's address over Keycloak's form to the desk. */
    private static Object signIn() {
        var tab = new Tab();
        return tab.follow(tab.signIn(Tab.harbour("/desk.xhtml"), "mara"));
    }

    /** To the form of realms that nobody has asked for yet. */
    private static double first(List<String> slugs) {
        int port = Product.running().application().getPort();
        return median(
                slugs.stream()
                        .mapToDouble(
                                slug ->
                                        millis(
                                                () -> {
                                                    var tab = new Tab();
                                                    return tab.follow(
                                                            tab.get(
                                                                    URI.create(
                                                                            "http://"
                                                                                    + slug
                                                                                    + ".localhost:"
                                                                                    + port
                                                                                    + "/")));
                                                }))
                        .toArray());
    }

    private static double median(Supplier<?> work) {
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            times[i] = millis(work);
        }
        return median(times);
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static double millis(Supplier<?> work) {
        long began = System.nanoTime();
        work.get();
        return (System.nanoTime() - began) / 1e6;
    }

    private static long resident(String part) {
        Path status = Path.of("/proc/" + Product.running().part(part).pid() + "/status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
