package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BranchLeasesTest {

    /** Loads at once, but one branch only when it is let. */
    private static final class Loads implements BranchLeases.Branches {
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);

        @Override
        public void add(Branch branch) {
            if (branch.name().equals("slow")) {
                begun.countDown();
                await(let);
            }
            if (branch.name().equals("bad")) {
                throw new CheckpointException("cannot be read");
            }
            events.add("+" + branch.name());
        }

        @Override
        public void remove(String name) {
            events.add("-" + name);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Branch branch(String name) {
        return new Branch(name, 0, new ArrayWeights(Map.of()), Optional.empty());
    }

    private final Loads loads = new Loads();
    private final BranchLeases leases = new BranchLeases(loads);

    @Test
    void othersComeAndGoWhileABranchIsLoaded() {
        BranchLeases.Lease first = leases.acquire(branch("there"));
        CompletableFuture<BranchLeases.Lease> slow =
                CompletableFuture.supplyAsync(() -> leases.acquire(branch("slow")));
        await(loads.begun);
        leases.acquire(branch("there")).close();
        first.close();
        assertThat(loads.events).containsExactly("+there", "-there");
        assertThat(slow).isNotDone();
        loads.let.countDown();
        slow.join().close();
        assertThat(loads.events).containsExactly("+there", "-there", "+slow", "-slow");
        assertThat(leases.loaded()).isEqualTo(2);
    }

    @Test
    void aBranchIsLoadedForItsFirstUserAndFreedAfterItsLast() {
        BranchLeases.Lease first = leases.acquire(branch("a"));
        BranchLeases.Lease second = leases.acquire(branch("a"));
        first.close();
        first.close();
        assertThat(loads.events).containsExactly("+a");
        second.close();
        assertThat(loads.events).containsExactly("+a", "-a");
    }

    @Test
    void usersThatComeWhileABranchIsLoadedShareIt() {
        List<CompletableFuture<BranchLeases.Lease>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(CompletableFuture.supplyAsync(() -> leases.acquire(branch("slow"))));
        }
        await(loads.begun);
        loads.let.countDown();
        users.forEach(CompletableFuture::join);
        assertThat(loads.events).containsExactly("+slow");
        users.forEach(user -> user.join().close());
        assertThat(loads.events).containsExactly("+slow", "-slow");
    }

    @Test
    void aBranchThatCannotBeLoadedHasNoUsers() {
        assertThatThrownBy(() -> leases.acquire(branch("bad"))).hasMessage("cannot be read");
        assertThatThrownBy(() -> leases.acquire(branch("bad"))).hasMessage("cannot be read");
        assertThat(loads.events).isEmpty();
        assertThat(leases.loaded()).isZero();
    }
}
