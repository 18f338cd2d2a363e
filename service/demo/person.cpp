// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/person.h"

#include <fmt/format.h>

#include <map>

#include "engine/clock.h"

namespace lika::service::demo {
namespace {

using Words = std::vector<std::string>;

const Words girls{"Alva", "Amina", "Astrid", "Bianca", "Daniela", "Ebba", "Elin", "Ester", "Fatima", "Freja", "Hanna", "Hodan",
                  "Ida", "Ines", "Jasmin", "Klara", "Leila", "Linnea", "Maja", "Mira", "Nadia", "Nora", "Rania", "Saga",
                  "Selma", "Signe", "Sofia", "Tuva", "Vera", "Zeynep"};
const Words boys{"Adam", "Ahmed", "Albin", "Alexander", "Anton", "Benjamin", "Dawit", "Edvin", "Elias", "Emil", "Filip", "Hamza",
                 "Hugo", "Isak", "Ivar", "Jonathan", "Kevin", "Leo", "Liam", "Malte", "Mateo", "Mohamed", "Noel", "Oskar",
                 "Rasmus", "Sam", "Sebastian", "Theo", "Viggo", "Yusuf"};
const Words grown_ups{"Anna", "Birgitta", "Camilla", "David", "Erik", "Fredrik", "Gunilla", "Helena", "Ingrid", "Johan",
                      "Karin", "Lars", "Maria", "Niklas", "Olof", "Petra", "Rebecka", "Sara", "Tomas", "Ulrika", "Yasmine",
                      "Samira", "Amir", "Leyla"};
const Words surnames{"Abrahamsson", "Ahlgren", "Ali", "Backlund", "Berglund", "Blomberg", "Dahlin", "Demir", "Edlund", "Ekdahl",
                     "Farah", "Forsman", "Granlund", "Gustavsson", "Haddad", "Hallgren", "Hassan", "Hedlund", "Holmqvist", "Isaksson",
                     "Jonasson", "Karim", "Kjellberg", "Lindahl", "Lindqvist", "Lundin", "Malmberg", "Mohammadi", "Norberg", "Nyström",
                     "Olofsson", "Omar", "Palm", "Rosén", "Sandell", "Sjödin", "Strand", "Söderlund", "Tesfaye", "Wallin",
                     "Westman", "Yilmaz", "Åkerlund", "Åström", "Öberg", "Östlund"};

/// The check digit of nine digits (modulus 10).
int check_digit(const std::string& nine) {
    int sum = 0;
    for (std::size_t i = 0; i < nine.size(); ++i) {
        const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
}

std::string made_up_number(Chance& chance, const std::string& born_on, bool girl) {
    const std::string date = born_on.substr(0, 4) + born_on.substr(5, 2) + born_on.substr(8, 2);
    const int birth_number = 980 + 2 * chance.below(10) + (girl ? 0 : 1);
    const std::string nine = date.substr(2) + std::to_string(birth_number);
    return fmt::format("{}-{}{}", date, birth_number, check_digit(nine));
}

std::string born_between(Chance& chance, const std::string& today, int youngest, int oldest) {
    using namespace std::chrono;
    const auto day = engine::read_day(today);
    const auto latest = sys_days{*day} - days{youngest * 366};
    const auto born = latest - days{chance.below((oldest - youngest) * 365)};
    return engine::to_string(year_month_day{born});
}

}  // namespace

std::string staff_name(Chance& chance) { return chance.one_of(grown_ups) + " " + chance.one_of(surnames); }

std::string username_of(const std::string& name) {
    static const std::map<std::string, std::string> plain{{"å", "a"}, {"ä", "a"}, {"ö", "o"}, {"é", "e"},
                                                          {"Å", "a"}, {"Ä", "a"}, {"Ö", "o"}};
    std::string username;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto pair = plain.find(name.substr(i, 2));
        if (pair != plain.end()) {
            username += pair->second;
            ++i;
        } else if (name[i] == ' ') {
            username += '.';
        } else {
            username += static_cast<char>(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
        }
    }
    return username;
}

storage::Subject made_up_subject(Chance& chance, const std::string& today) {
    const bool girl = chance.permille(350);
    storage::Subject subject;
    subject.name = chance.one_of(girl ? girls : boys) + " " + chance.one_of(surnames);
    subject.born_on = born_between(chance, today, 8, 19);
    subject.sex = chance.permille(40) ? "not_recorded" : girl ? "female" : "male";
    if (chance.permille(850)) subject.personal_number = made_up_number(chance, *subject.born_on, girl);
    subject.is_protected = chance.permille(15);
    return subject;
}

}  // namespace lika::service::demo
