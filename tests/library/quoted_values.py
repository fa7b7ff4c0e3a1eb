"""More numbers of the tables, each group held once more against the source that its rows name."""

MORE = {
    "carbon_price.CEA.first_trade.": "2021-07-16 52.78",
    "carbon_price.CEA.week_low.": "2025-12-15 57.74",
    "carbon_price.CEA.week_high.": "2025-12-15 62.98",
    "carbon_price.CEA.year_low.": "2024 69",
    "carbon_price.CEA.year_high.": "2024 106",
    "city.PM25_national.": "2022-02 38, 2022-03 35",
    "city.PM25_year_on_year.": "2022-02 -0.121, 2022-03 -0.222",
    "city.PM25_month_on_month.": "2022-02 -0.325, 2022-03 -0.079",
    "city.O3_national.": "2022-02 98, 2022-03 121",
    "city.O3_year_on_year.": "2022-02 -0.054, 2022-03 0.061",
    "city.O3_month_on_month.": "2022-02 0.2, 2022-03 0.235",
    "city.grey_bound_PM25.": "coke 0.6, diesel 0.6",
    "city.grey_bound_NO2.": "coke 0.7, crude_oil 0.7, diesel 0.7",
    "city.share.": "diesel_truck_NOx 0.573, diesel_truck_PM 0.778, mobile_PM25_lower 0.1, mobile_PM25_upper "
    "0.5, wuhan_steel_PM25 0.08, wuhan_steel_coal 0.6, wuhan_petrochemical_VOC 0.7, "
    "wuhan_petrochemical_carbon 0.09, hubaoe_industry_energy 0.961, hubaoe_raw_coal 0.821",
    "database.2026.natural_gas.": "ncv 389.31, carbon_content 0.015242055, oxidation 0.99, co2 21.5403",
    "database.2026.diesel.": "ncv 42.652, carbon_content 0.020480956, oxidation 0.99, co2 3.171",
    "measures.eaf.": "PM 0.15, CO2 0.56, capacity 13, share 0.4",
    "measures.curing.": "electricity 3e+06, standard_coal 375, CO2 982.5, SO2 3.18",
    "measures.trucks.": "station_4 12000, station_6 10000, stations 9, trucks 514",
    "measures.landfill.": "gas_lower 100, gas_upper 140, power_lower 1.8, power_upper 2, power 20.8, electricity "
    "166.4, CO2 900000",
    "measures.wastewater_pv.": "power 1.2, standard_coal 416, CO2 1037, NOx 15.6, dust 282.9",
    "measures.biogas.": "power 1500, electricity 8, CO2 4000",
    "measures.heat_pump.": "standard_coal 93.6, CO2 234, pollutants 11",
    "measures.carbon_inclusion.": "projects 70, registered 110000, consumed 60000, funds 1e+06",
    "measures.old_coefficients.": "standard_coal 0.4, CO2 0.997, dust 0.272, NOx 0.015, SO2 0.03",
    "measures.landfill_gas.": "carbon_content 0.0149, ncv 50.4, methane_density 0.717, methane_share 0.5",
    "measures.removal.": "desulphurisation_CO2 0.687, urea_CO2 0.7328",
    "mercury.molar.": "Hg 200.59, HgCl2 271.5",
    "mercury.ratio.": "HgCl2 0.738821",
    "mercury.catalyst.high.": "lower 0.1, upper 0.12, mean 0.11",
    "mercury.catalyst.low.": "lower 0.04, upper 0.065",
    "mercury.catalyst.spent.": "lower 0.03, upper 0.05",
    "mercury.catalyst.ultra_low.": "upper 0.04",
    "mercury.evaporation.": "spent_high 0.000247, fresh_high 1.04e-07, fresh_low 5.9e-08",
    "mercury.catalyst_used.": "2009 7000, 2012 12000",
    "mercury.hgcl2_used.": "2009 770, 2012 1300",
    "mercury.hg_used.": "2009 570, 2012 1050",
    "mercury.catalyst_per_pvc.": "2009 1.2",
    "mercury.hg_per_pvc.": "2009 98.28, 2012 107.03",
    "mercury.consumption.": "early 0.2, target_2005 0.12",
    "mercury.treaty.": "reduction 0.5",
    "mercury.bound_B.": "air 0.01",
    "mercury.unep_input.": "lower 100, middle 120, upper 140",
    "mercury.speciation_combustion.": "Hg0 0.5, HgII 0.4, Hgp 0.1",
    "mercury.speciation_chlor_alkali.": "Hg0 0.7, HgII 0.3, Hgp 0",
    "mercury.speciation_cement.": "Hg0 0.8, HgII 0.15, Hgp 0.05",
    "mercury.speciation_waste_incineration.": "Hg0 0.2, HgII 0.6, Hgp 0.2",
    "mercury.world.vcm_air.": "2015 58.2",
    "mercury.world.vcm_use_lower.": "2015 1210",
    "mercury.world.vcm_use_upper.": "2015 1241",
    "mercury.china_vcm_use.": "2012 800",
    "mercury.coal_province.": "guizhou 0.53",
    "method.random_index_chinese.": "n3 0.52, n4 0.89, n5 1.12, n6 1.26, n7 1.36, n8 1.41, n9 1.46, n10 1.49",
    "method.coordination_grade.": "extreme_imbalance 0, severe_imbalance 0.1, moderate_imbalance 0.2, mild_imbalance 0.3, "
    "near_imbalance 0.4, barely_coordinated 0.5, primary 0.6, intermediate 0.7, good 0.8, "
    "excellent 0.9",
    "method.coupling_grade_geog_2021.": "low 0, antagonism 0.3, running_in 0.5, high 0.8",
    "method.coupling_grade_book.": "low 0, antagonism 0.3, running_in 0.6, high 0.8",
    "method.grey_grade.": "medium 0.35, strong 0.65",
    "method.pedigree_ecoinvent_v2.reliability.": "1 1, 2 1.05, 3 1.1, 4 1.2, 5 1.5",
    "method.pedigree_ecoinvent_v2.completeness.": "1 1, 2 1.02, 3 1.05, 4 1.1, 5 1.2",
    "method.pedigree_ecoinvent_v2.temporal.": "1 1, 2 1.03, 3 1.1, 4 1.2, 5 1.5",
    "method.pedigree_ecoinvent_v2.geographical.": "1 1, 2 1.01, 3 1.02, 4 1.02, 5 1.1",
    "method.pedigree_ecoinvent_v2.technological.": "1 1, 2 1, 3 1.2, 4 1.5, 5 2",
    "method.pedigree_ecoinvent_v2.sample.": "1 1, 2 1.02, 3 1.05, 4 1.1, 5 1.2",
    "method.pedigree_ciroth.reliability.": "1 1, 2 1.54, 3 1.61, 4 1.69, 5 1.69",
    "method.pedigree_ciroth.completeness.": "1 1, 2 1.03, 3 1.04, 4 1.08, 5 1.08",
    "method.pedigree_ciroth.temporal.": "1 1, 2 1.03, 3 1.1, 4 1.19, 5 1.29",
    "method.pedigree_ciroth.geographical.": "1 1, 2 1.04, 3 1.08, 4 1.11, 5 1.11",
    "method.pedigree_ciroth.technological.": "1 1, 2 1.18, 3 1.65, 4 2.08, 5 2.8",
    "method.pedigree_v3.reliability.": "1 0, 2 0.0006, 3 0.002, 4 0.008, 5 0.04",
    "method.pedigree_v3.completeness.": "1 0, 2 0.0001, 3 0.0006, 4 0.002, 5 0.008",
    "method.pedigree_v3.temporal.": "1 0, 2 0.0002, 3 0.002, 4 0.008, 5 0.04",
    "method.pedigree_v3.geographical.": "1 0, 2 2.5e-05, 3 0.0001, 4 0.0006, 5 0.002",
    "method.pedigree_v3.technological.": "1 0, 2 0.0006, 3 0.008, 4 0.04, 5 0.12",
    "method.basic_uncertainty.": "energy_materials 1.05, transport 2, infrastructure 3, co2_combustion 1.05, "
    "heavy_metals_air 5",
    "method.factor_tier.": "class_1 0.05, class_2 0.15, class_3 0.3, class_4 0.5, class_5 0.65, class_6 0.8",
    "pvc.molar.": "CaC2 64.1, C2H2 26.04, VCM 62.5, HCl 36.46, NaOH 40, CaO 56.08, CO2 44.01",
    "pvc.stoichiometry.": "carbide 1.0256, acetylene 0.4166, gas_yield 375.3",
    "pvc.carbide_per_vcm.": "grade_300 1.283, grade_285 1.35",
    "pvc.carbide_per_pvc.": "lower 1.38, upper 1.45",
    "pvc.energy_best.": "carbide 805, caustic_30 315",
    "pvc.energy_baseline.": "carbide 940, caustic_30 350",
    "pvc.lime_co2.": "stoichiometry 0.7848, ipcc 0.75",
    "pvc.ets_carbide.": "electricity 0.6101",
    "pvc.power_per_pvc.": "whole_chain 5000",
    "pvc.carbide_slag.": "old 2, lower 1.2, upper 1.5",
    "pvc.caustic_power.": "lower 2300, upper 2400",
    "pvc.caustic_per_pvc.": "lower 0.65, upper 0.75",
    "pvc.desorption_steam.": "lower 0.6, upper 1",
    "pvc.gold_catalyst.": "gold_lower 0.001, gold_upper 0.0025, use_lower 0.05, use_upper 0.2",
    "pvc.mercury_free.": "carbide_saving 0.5, energy_saving 70",
    "pvc.output_total.": "2009 9.15, 2010 11.3",
    "pvc.output_acetylene.": "2009 5.8, 2010 8, 2012 9.81",
    "pvc.capacity_total.": "2009 17.81, 2016 23.2",
    "pvc.capacity_acetylene.": "2009 13.62, 2016 18.79",
    "pvc.capacity_share.": "2025 0.75",
    "standard_coal.definition.": "energy 29307",
    "standard_coal.co2_per_tce.": "raw_coal 2.6604, coke 2.9446, crude_oil 2.1141, diesel 2.1247, lpg 1.8091, natural_gas "
    "1.6257",
    "standard_coal.electricity.": "equivalent 0.1229, fixed_old 0.404",
    "standard_coal.heat.": "coefficient 0.0341",
    "tax.rule.": "reduced_30 0.75, reduced_50 0.5, air_items 3, water_class1_items 5, water_other_items 3",
}
# Rates by province, medium or pollutant, and year: the press of 2017-12, and what is only remembered.
RATES = """
beijing air 2018 12
beijing water 2018 14
shanghai SO2 2018 6.65, 2019 7.6
shanghai NOx 2018 7.6, 2019 8.55
shanghai air_other 2018 1.2
zhejiang air 2018 1.4
zhejiang air_metals 2018 1.8
zhejiang water 2018 1.4
zhejiang water_metals 2018 1.8
jiangsu air 2018 4.8
jiangsu water 2018 5.6
jiangsu air_nanjing 2018 8.4
jiangsu water_nanjing 2018 8.4
fujian air 2018 1.2
fujian water_lower 2018 1.4
fujian water_upper 2018 1.5
guangdong air 2018 1.8
guangdong water 2018 2.8
shandong SO2 2018 6
shandong NOx 2018 6
shandong air_other 2018 1.2
shandong water 2018 1.4
shandong water_sewage_works 2018 3
sichuan air 2018 3.9
sichuan water 2018 2.8
hunan air 2018 2.4
hunan water 2018 3
hebei air_tier1 2018 9.6
hebei air_tier2 2018 6
hebei air_tier3 2018 4.8
shaanxi air 2018 1.2
xinjiang air 2018 1.2
gansu air 2018 1.2
ningxia air 2018 1.2
qinghai air 2018 1.2
henan air 2018 4.8
shanxi air 2018 1.8
guizhou air 2018 2.4
chongqing air 2018 2.4
inner_mongolia air 2018 1.2, 2019 1.8, 2020 2.4
"""
