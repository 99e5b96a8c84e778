package io.tickstorm.net.session;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.SessionAdmission;
import io.tickstorm.net.settings.NetSettings;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.xnio.XnioIoThread;

/**
 * The parts of the server that both transports use to open a session.
 *
 * @param hasRoom returns true if one more session may open; any thread
 * @param sessions reserves the places of sessions
 * @param addresses the limits of each address
 * @param groups returns the group of an I/O thread; any thread
 */
public record SessionServices(
        BooleanSupplier hasRoom,
        SessionAdmission sessions,
        AddressLimits addresses,
        Function<XnioIoThread, IoGroup> groups,
        ServerMetrics metrics,
        NetSettings settings) {}
