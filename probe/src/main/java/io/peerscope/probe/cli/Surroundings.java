package io.peerscope.probe.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of the place that the program runs in keeps it from asking more, in sentences.
///
/// @param root the folder that `sys`, `proc` and `dev` are in
record Surroundings(Path root) {

  /// Words that container engines leave in the control group of the first process.
  private static final Pattern ENGINE =
      Pattern.compile("docker|kubepods|containerd|libpod|lxc|buildkit");

  List<String> sentences() {
    var sentences = new ArrayList<String>();
    container()
        .ifPresent(sign ->
            sentences.add(
                "this is a container (%s tells so): what sysfs shows is the host's, and of /dev/vfio"
                        .formatted(sign)
                    + " there is only what the container was given; the host itself tells more"));
    if (isWithoutIommu()) {
      sentences.add(
          "no IOMMU is on (/sys/kernel/iommu_groups is empty), so that nothing can be asked from"
              + " level C on: needs VT-d, AMD-Vi or an SMMU turned on in the firmware and in the"
              + " kernel (intel_iommu=on where it is not by itself)");
    }
    return List.copyOf(sentences);
  }

  /// What tells that this is a container.
  private Optional<String> container() {
    for (String sign : new String[] {".dockerenv", "run/.containerenv", "run/systemd/container"}) {
      if (Files.exists(root.resolve(sign))) {
        return Optional.of("/" + sign);
      }
    }
    Matcher engine = ENGINE.matcher(text("proc/1/cgroup"));
    return engine.find() ? Optional.of(engine.group() + " in /proc/1/cgroup") : Optional.empty();
  }

  private boolean isWithoutIommu() {
    Path groups = root.resolve("sys/kernel/iommu_groups");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(groups)) {
      return !entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException untold) {
      return false;
    }
  }

  private String text(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException untold) {
      return "";
    }
  }
}
