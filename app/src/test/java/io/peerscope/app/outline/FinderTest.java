package io.peerscope.app.outline;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.topology.PciFunction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinderTest {

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final Finder finder = finderOver("01-one-switch.txt");

  @ParameterizedTest
  @CsvSource({
    "04:00, 0000:04:00.0", // address
    "nvme, 0000:03:00.0", // kind
    "connectx, 0000:04:00.0", // name
    "mlx5, 0000:04:00.0", // driver
    "10de:2331, 0000:05:00.0", // ids
    "h100 gpu, 0000:05:00.0", // two words
    "cnctx, 0000:04:00.0", // scattered letters
    "NVIDIA, 0000:05:00.0", // any case
  })
  void findsByWhatIsKnown(String query, String first) {
    assertThat(addresses(query)).startsWith(first);
  }

  @Test
  void findsNothingByNonsense() {
    assertThat(finder.find("qqqq")).isEmpty();
  }

  @Test
  void filteredTreeKeepsWhatIsAboveAMatch() {
    List<FunctionTree> tree = FunctionTree.of(document.platform().get().topology(), "connectx");

    assertThat(tree).singleElement().extracting(FunctionTree::size).isEqualTo(4);
  }

  @Test
  void wholeTreeHoldsEveryFunctionOnce() {
    List<FunctionTree> tree = FunctionTree.of(document.platform().get().topology(), "");

    assertThat(tree.stream().mapToInt(FunctionTree::size).sum())
        .isEqualTo(document.platform().get().topology().size());
  }

  private List<String> addresses(String query) {
    return finder.find(query).stream().map(PciFunction::address).map(Object::toString).toList();
  }

  private Finder finderOver(String sample) {
    document.open(
        List.of(
            Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies", sample)));
    return new Finder(document.platform().get().topology());
  }
}
