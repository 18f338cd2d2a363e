// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/note.h"

#include <map>

namespace lika::service::demo {
namespace {

using Words = std::vector<std::string>;

const Words who{"Mentorn", "Mamman", "Pappan", "Kuratorn", "Fältassistenten", "Fritidsledaren", "Ungdomen själv", "Rektorn",
                "Farmodern", "Skolsköterskan"};
const Words how{"berättar vid mötet att", "säger i telefon att", "skriver i anmälan att", "uppger vid hembesöket att",
                "beskriver i två samtal att"};

const std::map<std::string, Words> risk_seen{
    {"individual", {"det har hänt flera gånger sedan i våras.", "konflikterna slutar ofta i slag eller hot.",
                    "det blivit vanligare de senaste två månaderna.", "hen inte ser någon anledning att ändra sig.",
                    "humöret svänger och nätterna är oroliga."}},
    {"family", {"ingen hemma vet var hen är på kvällarna.", "reglerna hemma ändras från dag till dag.",
                "grälen hemma blir högljudda flera gånger i månaden.", "kontakten med föräldrarna är kylig.",
                "mötena med socialtjänsten har uteblivit två gånger."}},
    {"peers", {"nästan all fritid går till äldre kamrater som begår brott.", "hen har burit saker åt andra för att betala en skuld.",
               "hen sitter ensam på rasterna.", "kvällarna tillbringas i centrum utan vuxna."}},
    {"school", {"frånvaron ligger på en tredjedel av timmarna.", "fem ämnen riskerar att inte nå målen.",
                "hen har varit avstängd en gång under terminen.", "bråken i korridoren har blivit fler."}},
    {"neighbourhood", {"familjen har flyttat tre gånger på ett år.", "det säljs öppet vid tunnelbanan.",
                       "hen undviker torget efter mörkrets inbrott.", "det saknas pengar till mat i slutet av månaden."}}};
const std::map<std::string, Words> strength_seen{
    {"individual", {"hen håller det hen lovat när det är planerat i förväg.", "hen bad om ursäkt och hjälpte till att ställa i ordning.",
                    "hen själv har bett om hjälp.", "hen vill bli elektriker och har sökt praktik."}},
    {"family", {"mormodern finns där varje dag.", "föräldrarna ringer alltid och håller tiderna.",
                "pappan går i samtal varje vecka och det märks hemma."}},
    {"peers", {"laget tränar tre gånger i veckan och hen är med.", "bästa vännen är skötsam och hörs av dagligen."}},
    {"school", {"närvaron har stigit varje månad sedan terminsstarten.", "matematikläraren är den hen vänder sig till.",
                "skolan och hemmet har en plan med datum."}},
    {"neighbourhood", {"fritidsgården är öppen och personalen känner hen.", "familjen har fått ett fast kontrakt."}}};
const std::map<std::string, Words> concern_seen{
    {"absence", {"Eleven har varit borta mer än hälften av lektionerna de senaste fyra veckorna.", "Frånvaron har ökat sedan höstlovet och hemmet svarar inte."}},
    {"violence", {"Eleven slog en klasskamrat i matsalen i måndags.", "Vi har sett blåmärken som eleven inte vill prata om."}},
    {"substances", {"Eleven luktade cannabis två gånger i veckan som gick.", "Personalen hittade påsar i elevens skåp."}},
    {"home", {"Eleven vill inte gå hem efter skolan.", "Eleven berättar att det är bråk hemma nästan varje kväll."}},
    {"crime_or_recruitment", {"Äldre personer väntar på eleven utanför skolan.", "Eleven har plötsligt dyra kläder och två telefoner."}},
    {"other", {"Eleven har dragit sig undan och äter inte i skolan.", "Flera lärare är oroliga för hur eleven mår."}}};

const Words& seen(const std::map<std::string, Words>& by_theme, const std::string& theme) {
    const auto found = by_theme.find(theme);
    return found == by_theme.end() ? by_theme.begin()->second : found->second;
}

}  // namespace

std::string evidence_note(Chance& chance, const engine::Item& item, int rating) {
    const auto& told = seen(item.factor == engine::Factor::protection ? strength_seen : risk_seen, item.domain.value);
    const auto text = item.text.find("sv");
    std::string note = chance.one_of(who) + " " + chance.one_of(how) + " " + chance.one_of(told);
    if (text != item.text.end() && chance.permille(400)) note += " Gäller: " + text->second + ".";
    if (rating == 3 && chance.permille(500)) note += " Bekräftat av ytterligare en person.";
    return note;
}

std::vector<std::string> informants(Chance& chance) {
    static const Words sources{"young_person", "guardian", "school", "records", "observation", "other"};
    std::vector<std::string> chosen{chance.one_of(sources)};
    if (chance.permille(300)) {
        const auto& second = chance.one_of(sources);
        if (second != chosen.front()) chosen.push_back(second);
    }
    return chosen;
}

std::string concern_text(Chance& chance, const std::vector<std::string>& signs) {
    std::string text;
    for (const auto& sign : signs) text += (text.empty() ? "" : " ") + chance.one_of(seen(concern_seen, sign));
    if (chance.permille(500)) text += " Vi har talat med vårdnadshavaren.";
    return text;
}

}  // namespace lika::service::demo
