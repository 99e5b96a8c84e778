package io.tickstorm.exchange;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The figures drawn, in colours that the colour-blind can tell apart too (Okabe and Ito). One thread. */
final class ExchangePlots {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final Color[] COLOURS = {
        new Color(0xD55E00), new Color(0xE69F00), new Color(0x56B4E9), new Color(0x009E73)
    };

    private final WhyWebSocketPage.Rounds rounds;
    private final List<Integer> players;

    ExchangePlots(WhyWebSocketPage.Rounds rounds, List<Integer> players) {
        this.rounds = rounds;
        this.players = players;
    }

    /** Where the bytes of an exchange go, with the most players. */
    void bytes(Path svg) throws IOException {
        int most = players.stream().max(Integer::compare).orElse(1);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Bytes on the wire per exchange, " + most + " players")
                .yAxisTitle("B")
                .build();
        chart.getStyler().setStacked(true);
        List<String> ways = Arrays.stream(Way.values()).map(Way::toString).toList();
        int payload = Payload.INPUT_BYTES + Payload.SNAPSHOT_BYTES;
        chart.addSeries("the game's own 11 + 165 B", ways, each(most, count -> payload));
        chart.addSeries(
                "HTTP or WebSocket around it",
                ways,
                each(most, count -> Math.max(0, count.perExchange(count.bytesUp() + count.bytesDown()) - payload)));
        chart.addSeries("TCP/IP headers, estimated", ways, each(most, count -> Math.max(0, count.headerBytesEach())));
        chart.getStyler().setSeriesColors(new Color[] {COLOURS[3], COLOURS[1], COLOURS[2]});
        save(chart, svg);
    }

    void cpu(Path svg) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Server CPU per exchange")
                .xAxisTitle("players")
                .yAxisTitle("µs")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setSeriesColors(COLOURS);
        for (Way way : Way.values()) {
            List<Double> cpu = players.stream()
                    .map(count -> Math.max(1, WhyWebSocketPage.median(rounds.of(way, count), ExchangeCount::cpuUsEach)))
                    .toList();
            chart.addSeries(
                    way.toString(), players.stream().map(Integer::doubleValue).toList(), cpu);
        }
        save(chart, svg);
    }

    private List<Double> each(int most, ToDoubleFunction<ExchangeCount> figure) {
        return Arrays.stream(Way.values())
                .map(way -> WhyWebSocketPage.median(rounds.of(way, most), figure))
                .toList();
    }

    private static void save(Chart<?, ?> chart, Path svg) throws IOException {
        Styler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsFormat.SVG);
    }
}
