package org.countersign.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.signin.KnownAndUnknown;
import org.countersign.acceptance.signin.ManyAgencies;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints each as a ratio to its reference. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * @param arguments where the raw results go
     */
    public static void main(String[] arguments) throws RunnerException, SQLException {
        try {
            Reach.run();
            KnownAndUnknown.run();
            ManyAgencies.run(Integer.getInteger("countersign.agencies", 200));
        } finally {
            Product.stop();
        }
        screening(Path.of(arguments[0]));
    }

    private static void screening(Path results) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(Screening.class.getName())
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .build();
        Map<String, Double> engine = new TreeMap<>();
        Map<String, Double> reference = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            var parameters = result.getParams();
            String row =
                    "%4s rules, %5s characters"
                            .formatted(
                                    parameters.getParam("rules"),
                                    parameters.getParam("characters"));
            boolean isEngine = parameters.getBenchmark().endsWith(".engine");
            (isEngine ? engine : reference).put(row, result.getPrimaryResult().getScore());
        }
        System.out.println("\nScreening one post: time of the engine / time of one expression per phrase");
        engine.forEach(
                (row, score) ->
                        System.out.printf("  %s  %.2f%n", row, score / reference.get(row)));
    }
}
