package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.Confirm;
import io.tickstorm.cluster.v1.NodeMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Finds seeds that belong to another fleet. Two fleets with one name never merge, but a list that mixes their servers
 * lets chance decide which of them a server joins. Main thread.
 */
final class SeedCheck {
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private SeedCheck() {}

    /** Returns the seeds that are not members of this server's fleet and answer as members of another. Takes 1 s. */
    static List<String> ofAnotherFleet(ActorSystem<?> system, List<String> seeds) {
        Set<String> members = new HashSet<>();
        Cluster.get(system)
                .state()
                .getMembers()
                .forEach(member -> members.add(ClusterNode.hostAndPort(member.address())));
        List<CompletableFuture<String>> answers = seeds.stream()
                .filter(seed -> !members.contains(seed))
                .map(seed -> ask(system, seed))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(seed -> !seed.isEmpty())
                .toList();
    }

    /** Returns the seed if it is a member of another fleet; otherwise an empty text. */
    private static CompletableFuture<String> ask(ActorSystem<?> system, String seed) {
        ActorRefResolver resolver = ActorRefResolver.get(system);
        ActorRef<NodeCommand> node =
                resolver.resolveActorRef("pekko://" + FleetConfig.SYSTEM + "@" + seed + "/system/node");
        String self = Cluster.get(system).selfMember().address().toString();
        return AskPattern.<NodeCommand, FleetMessage.ToNode>ask(
                        node,
                        replyTo -> new FleetMessage.ToNode(NodeMessage.newBuilder()
                                .setReplyTo(resolver.toSerializationFormat(replyTo))
                                .setConfirm(Confirm.newBuilder().setNode(self))
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
