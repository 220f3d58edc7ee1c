package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Particles at the ends of entities, and names that only look as if they had one. */
final class KoreanParticlesTest {

    private static String named(String text, String found, String label) {
        int start = text.indexOf(found);
        int end = KoreanParticles.end(text, start, start + found.length(), label);
        return text.substring(start, end);
    }

    @ParameterizedTest
    @CsvSource({
        "김민수는 갔다, 김민수는, 김민수",
        "이재용이 갔다, 이재용이, 이재용",
        "삼성전자가 팔았다, 삼성전자가, 삼성전자",
        "한국은행은 올렸다, 한국은행은, 한국은행",
        "서울을 떠났다, 서울을, 서울",
        "대구를 떠났다, 대구를, 대구",
        "부산에서 열렸다, 부산에서, 부산",
        "북간도에서 태어났다, 북간도에, 북간도",
        "이효리에게 주었다, 이효리에, 이효리",
        "국회에서는 끝났다, 국회에서, 국회",
        "미국의 결정, 미국의, 미국",
        "7월부터 오른다, 7월부터, 7월"
    })
    void particlesAreTakenOff(String text, String found, String name) {
        assertThat(named(text, found, "OG")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "마을, 마을, LC",
        "김정은 위원장, 김정은, PS",
        "박지은 교수, 박지은, PS",
        "벨기에 왕, 벨기에, LC",
        "국무회의 뒤, 국무회의, OG",
        "한국은행, 한국은, OG",
        "제주도 여행, 제주도, LC",
        "카이로 공항, 카이로, LC",
        "이승만 시대, 이승만, PS",
        "오키나와 바다, 오키나와, LC",
        "은, 은, PS",
        "Seoul은 크다, Seoul, LC"
    })
    void namesStayAsTheyAre(String text, String found, String label) {
        assertThat(named(text, found, label)).isEqualTo(found);
    }

    @Test
    void theEntityItselfIsWithoutTheParticle() {
        String text = "김민수는 서울에서 산다";
        Entities trimmed =
                EntityTrim.trim(
                        text,
                        new Entities(
                                List.of(
                                        new Entity("PS", "김민수는", 0, 4, 0.9f),
                                        new Entity("LC", "서울에", 5, 8, 0.8f))));

        assertThat(trimmed.entities())
                .containsExactly(
                        new Entity("PS", "김민수", 0, 3, 0.9f), new Entity("LC", "서울", 5, 7, 0.8f));
    }
}
