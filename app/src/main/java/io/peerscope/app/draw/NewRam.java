package io.peerscope.app.draw;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.edit.PlatformFactEdit;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sixteen gibibytes of RAM, at the first free address from 4 GiB on.
record NewRam() implements Cargo {

  private static final long SIZE = 16L << 30;
  private static final long FIRST = 4L << 30;
  private static final long HIGHEST = 1L << 46;

  @Override
  public String name() {
    return "16 GiB of RAM";
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    Optional<AddressRange> free = free(platform);
    if (free.isEmpty()) {
      return new Landing.Refused("there are no 16 GiB of free addresses below 64 TiB");
    }
    List<MemoryRange> memory = new ArrayList<>(platform.memory());
    memory.add(new MemoryRange(free.get(), MemoryRange.Kind.RAM, new EditedByHand()));
    return new Landing.Possible(
        new Spot.OnPage(),
        "RAM at " + free.get(),
        document -> document.edit(new PlatformFactEdit.SetMemory(memory)));
  }

  private static Optional<AddressRange> free(Platform platform) {
    List<AddressRange> taken =
        Stream.concat(
                platform.memory().stream().map(MemoryRange::cpu),
                platform.windows().stream().map(window -> window.cpu()))
            .toList();
    return Stream.iterate(FIRST, at -> at < HIGHEST, at -> at + SIZE)
        .map(at -> AddressRange.ofSize(at, SIZE))
        .filter(range -> taken.stream().noneMatch(range::overlaps))
        .findFirst();
  }
}
