package io.peerscope.probe.level;

import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Struct;
import java.util.Optional;

/// A place for mappings: a container, or an I/O address space of an iommufd. Whatever is mapped, is
/// mapped for reading.
///
/// @param on the container or the iommufd
/// @param number which space of the iommufd; empty for a container, which is one by itself
record Space(Session session, Handle on, Optional<Long> number) {

  /// How an interface calls what both have (`linux/vfio.h`, `linux/iommufd.h`).
  private record Spelling(
      Ioctl map,
      Struct mapping,
      int forReading,
      String address,
      Ioctl unmap,
      Struct unmapping,
      String size) {}

  private static final Spelling CONTAINER =
      new Spelling(
          Ioctl.IOMMU_MAP_DMA,
          Struct.named("dma_map"),
          1,
          "vaddr",
          Ioctl.IOMMU_UNMAP_DMA,
          Struct.named("dma_unmap"),
          "size");

  private static final Spelling IOMMUFD =
      new Spelling(
          Ioctl.IOAS_MAP,
          Struct.named("ioas_map"),
          4,
          "user_va",
          Ioctl.IOAS_UNMAP,
          Struct.named("ioas_unmap"),
          "length");

  static Space ofContainer(Session session, Handle container) {
    return new Space(session, container, Optional.empty());
  }

  static Space ofIommufd(Session session, Handle iommufd, long number) {
    return new Space(session, iommufd, Optional.of(number));
  }

  private Spelling spelling() {
    return number.isPresent() ? IOMMUFD : CONTAINER;
  }

  /// The request that maps.
  Ioctl request() {
    return spelling().map();
  }

  /// Maps for reading; the value is the IOVA.
  ///
  /// @param iova where, in a container; an iommufd chooses by itself
  Answer map(long address, long size, long iova) {
    Spelling words = spelling();
    byte[] block = words.mapping().block();
    words.mapping().put(block, "flags", words.forReading());
    words.mapping().put(block, words.address(), address);
    words.mapping().put(block, words.size(), size);
    number.ifPresentOrElse(
        space -> words.mapping().put(block, "ioas_id", space),
        () -> words.mapping().put(block, "iova", iova));
    Answer answer = session.ask(on, words.map(), block);
    if (!answer.isOk()) {
      return answer;
    }
    return Answer.of(number.isPresent() ? words.mapping().get(block, "iova") : iova);
  }

  /// Taking away nothing is a success to a container; the size tells.
  void unmap(long iova, long size) {
    Spelling words = spelling();
    byte[] block = words.unmapping().block();
    number.ifPresent(space -> words.unmapping().put(block, "ioas_id", space));
    words.unmapping().put(block, "iova", iova);
    words.unmapping().put(block, words.size(), size);
    Answer answer = session.ask(on, words.unmap(), block);
    if (answer.isOk() && words.unmapping().get(block, words.size()) != size) {
      session
          .notes()
          .say("the kernel took away another mapping than the one made; closing takes the rest");
    }
  }

  @Override
  public String toString() {
    return on.toString();
  }
}
