package io.peerscope.probe.level;

import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.DescriptorKind;
import io.peerscope.probe.kernel.ErrnoTable;
import io.peerscope.probe.kernel.ErrnoTable.Explanation;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import io.peerscope.probe.kernel.VfioKernel;
import io.peerscope.probe.report.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way to the kernel: refuses whatever the level does not allow, writes down every call,
/// and closes everything in the order that leaves nothing held.
final class Session implements AutoCloseable {

  private static final int LARGEST_ANSWER = 1 << 16;
  private static final int MOST_REPEATS = 3;

  /// Devices first: an open one keeps its group and container held.
  private static final List<DescriptorKind> CLOSING =
      List.of(
          DescriptorKind.DEVICE,
          DescriptorKind.GROUP,
          DescriptorKind.CONTAINER,
          DescriptorKind.IOMMUFD);

  private final VfioKernel kernel;
  private final Level most;
  private final Notes notes;
  private final List<Handle> open = new ArrayList<>();

  Session(VfioKernel kernel, Level most, Notes notes) {
    this.kernel = kernel;
    this.most = most;
    this.notes = notes;
  }

  Notes notes() {
    return notes;
  }

  boolean reaches(Level level) {
    return most.includes(level);
  }

  private void require(Level level) {
    if (!most.includes(level)) {
      throw new IllegalStateException("level %s was not asked for".formatted(level));
    }
  }

  /// Opens a node.
  ///
  /// @param call the word of the table of errnos
  Optional<Handle> open(Level level, DescriptorKind kind, String call, String node) {
    require(level);
    Answer answer = kernel.open(node);
    note(level, Planned.open(node), call, answer, "open");
    return answer.isOk() ? Optional.of(keep(kind, answer, node)) : Optional.empty();
  }

  /// Takes over a descriptor that a request returned.
  Handle keep(DescriptorKind kind, Answer answer, String name) {
    var handle = new Handle(kind, (int) answer.value(), name);
    open.add(handle);
    return handle;
  }

  Answer ask(Handle on, Ioctl request, long argument) {
    check(on, request);
    Answer answer = kernel.request(on.descriptor(), request, argument);
    return note(on, request, answer, "(" + argument + ") = " + answer.value());
  }

  Answer ask(Handle on, Ioctl request, byte[] block) {
    return ask(on, request, block, "");
  }

  /// @param detail which of several, such as a region
  Answer ask(Handle on, Ioctl request, byte[] block, String detail) {
    check(on, request);
    Answer answer = kernel.request(on.descriptor(), request, block);
    return note(on, request, answer, detail.isEmpty() ? "ok" : detail + ": ok");
  }

  Answer ask(Handle on, Ioctl request, byte[] block, int pointerAt, byte[] array) {
    check(on, request);
    return note(
        on, request, kernel.request(on.descriptor(), request, block, pointerAt, array), "ok");
  }

  /// Asks for a structure that may be followed by capabilities: once for its length, then for all
  /// of it. What the kernel says of the length is believed up to a bound.
  ///
  /// @param first the structure with what it asks for
  Optional<byte[]> askWhole(Handle on, Ioctl request, Struct struct, byte[] first, String detail) {
    byte[] block = first;
    for (int turn = 0; turn < MOST_REPEATS; turn++) {
      if (!ask(on, request, block, detail).isOk()) {
        return Optional.empty();
      }
      long told = struct.get(block, "argsz");
      if (told <= block.length) {
        return Optional.of(block);
      }
      byte[] longer = struct.block((int) Math.min(told, LARGEST_ANSWER));
      if (longer.length <= block.length) {
        return Optional.of(block);
      }
      System.arraycopy(first, 4, longer, 4, struct.size() - 4);
      block = longer;
    }
    return Optional.of(block);
  }

  private void check(Handle on, Ioctl request) {
    require(request.level());
    if (on.kind() != request.on()) {
      throw new IllegalStateException("%s is not asked on a %s".formatted(request, on.kind()));
    }
  }

  private Answer note(Handle on, Ioctl request, Answer answer, String result) {
    Optional<Explanation> why =
        answer.isOk() ? Optional.empty() : Optional.of(ErrnoTable.explain(request, answer.errno()));
    notes.add(new Step(request.level(), Planned.request(request, on.toString()), result, why));
    return answer;
  }

  private Answer note(Level level, String what, String call, Answer answer, String result) {
    Optional<Explanation> why =
        answer.isOk() ? Optional.empty() : Optional.of(ErrnoTable.explain(call, answer.errno()));
    notes.add(new Step(level, what, result, why));
    return answer;
  }

  /// Reads the configuration space of a device; never another region.
  Answer readConfig(Handle device, long offset, byte[] into) {
    require(Level.F);
    Answer answer = kernel.read(device.descriptor(), offset, into);
    return note(
        Level.F,
        Planned.readConfig(device.toString()),
        "read-config",
        answer,
        answer.value() + " bytes");
  }

  /// Maps a part of a BAR into the process, for reading; nobody reads it.
  Answer mapBar(Handle device, int bar, long offset, long size) {
    require(Level.G);
    Answer answer = kernel.mapForReading(device.descriptor(), offset, size);
    return note(
        Level.G,
        Planned.mapBar(device.toString()),
        "map-bar",
        answer,
        "BAR %d, %d bytes".formatted(bar, size));
  }

  Answer mapMemory(long size) {
    require(Level.G);
    return note(Level.G, Planned.MEMORY, "map-memory", kernel.mapMemory(size), size + " bytes");
  }

  void unmap(long address, long size) {
    note(Level.G, Planned.UNMAP, "unmap", kernel.unmap(address, size), "ok");
  }

  @Override
  public void close() {
    for (DescriptorKind kind : CLOSING) {
      for (Handle handle : open.reversed()) {
        if (handle.kind() == kind) {
          Answer answer = kernel.close(handle.descriptor());
          note(Level.H, Planned.close(handle.toString()), "close", answer, "closed");
        }
      }
    }
    open.clear();
  }
}
