package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The shipped adapter for Korean on plain news: particles lie outside of what it finds. */
final class KoreanNewsIT {

    /** A sentence, and names in it that a particle follows. */
    private static final String NEWS =
            """
            김민수는 서울에서 열린 회의에 참석했다. | 김민수, 서울
            삼성전자는 3분기 실적을 발표했다. | 삼성전자
            이재용이 베트남을 방문했다. | 이재용, 베트남
            손흥민은 토트넘에서 두 골을 넣었다. | 손흥민, 토트넘
            정부는 부산을 국제 금융 도시로 키우겠다고 밝혔다. | 부산
            박지은 교수가 연세대학교에서 강연을 했다. | 박지은, 연세대학교
            현대자동차가 울산에서 전기차를 생산한다. | 현대자동차, 울산
            국회는 어제 예산안을 통과시켰다. | 국회
            김영희에게 상을 준 것은 서울시였다. | 김영희
            한국은행이 기준금리를 올렸다. | 한국은행
            최수연은 네이버를 이끌고 있다. | 최수연
            일본은 중국에 유감을 전달했다. | 일본, 중국
            광주에서 시작된 축제가 대구를 거쳐 인천에서 끝났다. | 광주, 대구, 인천
            유재석이 이효리에게 선물을 건넸다. | 유재석, 이효리
            카카오는 제주를 떠나지 않기로 했다. | 카카오, 제주
            독일이 프랑스를 꺾고 결승에 올랐다. | 독일, 프랑스
            이순신은 조선을 지킨 장군이다. | 이순신, 조선
            경찰은 강남에서 용의자를 체포했다. | 경찰, 강남
            김연아가 밴쿠버에서 금메달을 땄다. | 김연아, 밴쿠버
            서울대학교는 새 총장을 뽑았다. | 서울대학교
            윤동주는 북간도에서 태어났다. | 윤동주, 북간도
            엘지전자가 인도를 새 시장으로 꼽았다. | 엘지전자, 인도
            교육부는 대전을 찾아 학부모를 만났다. | 교육부, 대전
            방탄소년단이 뉴욕에서 공연을 열었다. | 방탄소년단, 뉴욕
            세종대왕은 한글을 만들었다. | 세종대왕
            박항서는 하노이를 떠나며 선수들에게 감사를 전했다. | 박항서
            대한항공이 런던을 오가는 항공편을 늘렸다. | 대한항공, 런던
            봉준호에게 칸은 특별한 곳이다. | 봉준호
            포항에서 규모 5의 지진이 일어났다. | 포항
            미국이 우크라이나를 지원한다. | 미국, 우크라이나
            """;

    /** Of all names: an adapter that is trained anew may miss another few. */
    private static final double FOUND = 0.85;

    @Test
    void particlesAreNoPartOfNames() {
        SoftAssertions softly = new SoftAssertions();
        List<String> names = new ArrayList<>();
        Set<String> found = new HashSet<>();
        try (Bert bert = Bert.open(BertOptions.ofAdapters(ShippedAdapters.ENTITIES_KO))) {
            for (String line : NEWS.lines().toList()) {
                int bar = line.indexOf(" | ");
                String sentence = line.substring(0, bar);
                List<String> entities =
                        bert.ask(sentence, new TagEntities()).entities().stream()
                                .map(Entity::text)
                                .toList();
                for (String name : line.substring(bar + 3).split(", ", -1)) {
                    names.add(name);
                    softly.assertThat(entities)
                            .as(sentence)
                            .noneMatch(each -> each.startsWith(name) && !each.equals(name));
                    if (entities.contains(name)) {
                        found.add(name + " in " + sentence);
                    }
                }
            }
        }
        softly.assertAll();
        assertThat(found.size() / (double) names.size()).as("found %s", found).isGreaterThan(FOUND);
    }
}
