package io.tickstorm.net.http;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.tickstorm.metrics.ServerMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Answers with all metrics in Prometheus text format, or with those requested by name: {@code
 * /metrics?name[]=tickstorm_ticks_total}; the parameter may be repeated. Any I/O or worker thread.
 */
public final class MetricsHandler implements HttpHandler {
    private static final String NAMES = "name[]";

    private final ServerMetrics metrics;
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    public MetricsHandler(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, metrics.registry().scrape(asked(exchange)));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, writer.getContentType());
        exchange.getResponseSender().send(ByteBuffer.wrap(text.toByteArray()));
    }

    /**
     * Returns a filter for the requested names. A name may be that of a family or, with its suffix, of one metric in
     * it.
     */
    private static Predicate<String> asked(HttpServerExchange exchange) {
        Deque<String> names = exchange.getQueryParameters().get(NAMES);
        return names == null
                ? MetricNameFilter.ALLOW_ALL
                : MetricNameFilter.builder().nameMustBeEqualTo(names).build();
    }
}
