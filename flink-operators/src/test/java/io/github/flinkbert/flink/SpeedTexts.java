package io.github.flinkbert.flink;

import java.util.List;
import java.util.stream.IntStream;

/** Texts of three lengths, none of which is the same twice: replies may be kept. */
final class SpeedTexts {

    private int made;

    List<String> english(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                "Marie Curie, who was born in Warsaw, moved to Paris in 1891 and worked at the University of Paris; report number %d says so%s."
                                        .formatted(
                                                made++,
                                                ", and says it once again in other words"
                                                        .repeat(i % 3)))
                .toList();
    }

    List<String> korean(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                "김민수는 서울에서 열린 회의에 참석한 뒤 부산을 거쳐 제주에서 삼성전자 직원들을 만났다고 %d번째 보고서가 전했다%s."
                                        .formatted(made++, " 그리고 같은 이야기를 다시 한 번 적었다".repeat(i % 3)))
                .toList();
    }
}
