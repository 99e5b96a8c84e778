package io.tickstorm.micro;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.room.InputQueue;
import io.tickstorm.sim.InputCommand;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the work of an I/O thread on the inputs of one tick: it decodes each message and queues it for the room. */
@State(Scope.Benchmark)
public class InputStageBenchmark {
    @Param({"10", "100", "1000", "10000"})
    public int players;

    private final ClientMessage message = new ClientMessage();
    private byte[][] frames = {};
    private InputQueue[] queues = {};

    /** Makes an input and a queue for each player. */
    @Setup
    public void setUp() {
        frames = new byte[players][];
        queues = new InputQueue[players];
        for (int i = 0; i < players; i++) {
            frames[i] = ClientFrame.newBuilder()
                    .setInputTick(100_000 + i)
                    .setControl(InputCommand.of(i % 15 - 7, 7 - i % 15, i * 37, i & 1))
                    .setAcknowledgedAge(3)
                    .build()
                    .toByteArray();
            queues[i] = new InputQueue();
        }
    }

    /** Decodes protobuf bytes to fields. */
    @Benchmark
    public int decode() throws InvalidProtocolBufferException {
        int sum = 0;
        for (byte[] frame : frames) {
            message.decode(frame, frame.length);
            sum += message.control();
        }
        return sum;
    }

    /** Adds each input to the queue between the I/O thread and the room, and removes it. */
    @Benchmark
    public int queue() {
        int sum = 0;
        for (InputQueue queue : queues) {
            queue.offer(100_000, 0x880, 99_997, 0, 0);
            queue.poll();
            sum += queue.tick();
        }
        return sum;
    }
}
