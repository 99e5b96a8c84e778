package io.tickstorm.exchange;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws the figures, in colours that colour-blind readers can distinguish (Okabe and Ito). One thread. */
final class ExchangePlots {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int TITLE_POINTS = 15;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color ORANGE = new Color(0xE69F00);
    private static final Color SKY = new Color(0x56B4E9);
    private static final Color GREEN = new Color(0x009E73);
    private static final Color VERMILION = new Color(0xD55E00);
    private static final Color GRID = new Color(0xCCCCCC);

    private final WhyWebSocketPage.Rounds rounds;
    private final List<Integer> players;

    ExchangePlots(WhyWebSocketPage.Rounds rounds, List<Integer> players) {
        this.rounds = rounds;
        this.players = players;
    }

    /** Draws the bytes of an exchange by purpose, for the largest number of players. */
    void bytes(Path svg) throws IOException {
        int most = players.stream().max(Integer::compare).orElse(1);
        int own = Payload.INPUT_BYTES + Payload.SNAPSHOT_BYTES;
        DefaultCategoryDataset bytes = new DefaultCategoryDataset();
        for (ExchangeTransport way : ExchangeTransport.values()) {
            List<ExchangeCount> counts = rounds.of(way, most);
            double payload = WhyWebSocketPage.median(counts, c -> c.perExchange(c.bytesUp() + c.bytesDown()));
            double headers = WhyWebSocketPage.median(counts, ExchangeCount::headerBytesEach);
            bytes.addValue(own, "the game's own " + Payload.INPUT_BYTES + " + " + Payload.SNAPSHOT_BYTES, way);
            bytes.addValue(Math.max(0, payload - own), "HTTP or WebSocket around it", way);
            bytes.addValue(Math.max(0, headers), "TCP/IP headers, estimated", way);
        }
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        paint(renderer, GREEN, ORANGE, SKY);
        CategoryPlot plot = new CategoryPlot(bytes, new CategoryAxis(), new NumberAxis("bytes"), renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        save("Bytes on the wire per exchange, " + most + " players", plot, svg);
    }

    /** Draws the server's CPU time of an exchange over the number of players. */
    void cpu(Path svg) throws IOException {
        DefaultCategoryDataset cpu = new DefaultCategoryDataset();
        for (ExchangeTransport way : ExchangeTransport.values()) {
            for (int count : players) {
                double us = WhyWebSocketPage.median(rounds.of(way, count), ExchangeCount::cpuUsEach);
                // A logarithmic axis cannot show the zero that a short run may measure.
                cpu.addValue(Math.max(1, us), way, Integer.valueOf(count));
            }
        }
        LineAndShapeRenderer renderer = new LineAndShapeRenderer();
        renderer.setDefaultStroke(new BasicStroke(2));
        renderer.setAutoPopulateSeriesStroke(false);
        paint(renderer, VERMILION, ORANGE, SKY, GREEN);
        LogarithmicAxis us = new LogarithmicAxis("µs (logarithmic)");
        us.setStrictValuesFlag(false);
        save("Server CPU per exchange", new CategoryPlot(cpu, new CategoryAxis("players"), us, renderer), svg);
    }

    private static void paint(CategoryItemRenderer renderer, Color... colours) {
        for (int i = 0; i < colours.length; i++) {
            renderer.setSeriesPaint(i, colours[i]);
        }
    }

    private static void save(String title, CategoryPlot plot, Path svg) throws IOException {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(GRID);
        plot.getDomainAxis().setTickLabelFont(FONT);
        plot.getDomainAxis().setLabelFont(FONT);
        plot.getRangeAxis().setTickLabelFont(FONT);
        plot.getRangeAxis().setLabelFont(FONT);
        JFreeChart chart = new JFreeChart(title, FONT.deriveFont(Font.BOLD, TITLE_POINTS), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(FONT);
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        try (OutputStream out = Files.newOutputStream(svg)) {
            Processors.get("svg")
                    .getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT))
                    .writeTo(out);
        }
    }
}
