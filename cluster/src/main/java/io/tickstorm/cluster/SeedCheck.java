package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.Confirm;
import io.tickstorm.cluster.v1.NodeMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Finds seeds that belong to another fleet. Two fleets with one name never merge, but a list that mixes their servers
 * lets chance decide which of them a server joins. Main thread.
 */
final class SeedCheck {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long ASK_AGAIN_NS = 1_000_000_000L;

    private SeedCheck() {}

    /**
     * Returns the seeds that are not members of this server's fleet and answer as members of another. Takes up to 3 s;
     * seeds are asked twice, because news of a member needs some time.
     */
    static List<String> ofAnotherFleet(ActorSystem<?> system, List<String> seeds) {
        List<String> strangers = ask(system, seeds);
        if (strangers.isEmpty()) {
            return strangers;
        }
        LockSupport.parkNanos(ASK_AGAIN_NS);
        return ask(system, strangers);
    }

    private static List<String> ask(ActorSystem<?> system, List<String> seeds) {
        Set<String> members = new HashSet<>();
        Member oldest = Cluster.get(system).selfMember();
        for (Member member : Cluster.get(system).state().getMembers()) {
            members.add(ClusterNode.hostAndPort(member.address()));
            oldest = member.isOlderThan(oldest) ? member : oldest;
        }
        String known = oldest.address().toString();
        List<CompletableFuture<String>> answers = seeds.stream()
                .filter(seed -> !members.contains(seed))
                .map(seed -> ask(system, seed, known))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(seed -> !seed.isEmpty())
                .toList();
    }

    /** Returns the seed if it is a member of a fleet without this known member; otherwise an empty text. */
    private static CompletableFuture<String> ask(ActorSystem<?> system, String seed, String known) {
        ActorRefResolver resolver = ActorRefResolver.get(system);
        ActorRef<NodeCommand> node =
                resolver.resolveActorRef("pekko://" + FleetConfig.SYSTEM + "@" + seed + "/system/node");
        return AskPattern.<NodeCommand, FleetMessage.ToNode>ask(
                        node,
                        replyTo -> new FleetMessage.ToNode(NodeMessage.newBuilder()
                                .setReplyTo(resolver.toSerializationFormat(replyTo))
                                .setConfirm(Confirm.newBuilder().setNode(known))
                                .build()),
                        ANSWER,
                        system.scheduler())
                .toCompletableFuture()
                .thenApply(FleetMessage.ToNode::message)
                .thenApply(answer -> isStranger(answer) ? seed : "")
                .exceptionally(noAnswer -> "");
    }

    /** A server that has not joined any fleet yet knows no member. */
    private static boolean isStranger(NodeMessage answer) {
        return !answer.getConfirmed().getIsMember() && answer.getConfirmed().getMembers() > 0;
    }
}
