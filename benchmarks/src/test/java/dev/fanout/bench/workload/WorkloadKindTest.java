package dev.fanout.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadKindTest {
  @ParameterizedTest
  @EnumSource(names = {"HELLO", "DOWNLOAD"})
  void haveOneStage(WorkloadKind kind) {
    for (int requests : List.of(1, 2, 5, 100)) {
      assertThat(kind.stages(requests)).containsExactly(requests);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION", "CRAWL"})
  void haveOneRequestBeforeAllOthers(WorkloadKind kind) {
    assertThat(kind.stages(1)).containsExactly(1);
    assertThat(kind.stages(2)).containsExactly(1, 1);
    assertThat(kind.stages(5)).containsExactly(1, 4);
    assertThat(kind.stages(100)).containsExactly(1, 99);
  }

  @Test
  void stagedSendsAFifthOneAfterAnother() {
    assertThat(WorkloadKind.STAGED.stages(1)).containsExactly(1);
    assertThat(WorkloadKind.STAGED.stages(2)).containsExactly(1, 1);
    assertThat(WorkloadKind.STAGED.stages(5)).containsExactly(4, 1);
    assertThat(WorkloadKind.STAGED.stages(6)).containsExactly(4, 1, 1);
    assertThat(WorkloadKind.STAGED.stages(100))
        .startsWith(80)
        .endsWith(Collections.nCopies(20, 1).toArray(Integer[]::new))
        .hasSize(21);
  }

  @ParameterizedTest
  @EnumSource
  void stagesHaveAllRequestsAndNoneIsEmpty(WorkloadKind kind) {
    for (int requests = 1; requests <= 200; requests++) {
      assertThat(kind.stages(requests)).allMatch(stage -> stage > 0);
      assertThat(kind.stages(requests).stream().mapToInt(stage -> stage).sum()).isEqualTo(requests);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areFoundByTheirKeys(WorkloadKind kind) {
    assertThat(WorkloadKind.of(kind.key())).isEqualTo(kind);
  }

  @Test
  void anUnknownKeyIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> WorkloadKind.of("Hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "workload 'Hello' is none of hello, session, download, crawl, staged, get, request,"
                + " call, redis, mariadb");
  }
}
